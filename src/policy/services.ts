import type { Service } from '../model/policy.js';
import { parseEndpoint } from './endpoint.js';
import type { Reader } from '../yaml/reader.js';
import type { PolicyData } from './schema.js';

/** The services of a policy, by name. Those with problems are missing. */
export function readServices(services: PolicyData['services'], reader: Reader): Map<string, Service> {
  const found = new Map<string, Service>();
  const entries = Object.entries(services);
  if (entries.length === 0) reader.blame(['services'], '"services" must have at least one service');
  for (const [name, { address, published }] of entries) {
    const path = ['services', name];
    const inside = reader.take([...path, 'address'], parseEndpoint(address));
    const outside = reader.takeAll(published, [...path, 'published'], parseEndpoint);
    if (outside.some(({ protocol }) => protocol !== (inside ?? outside[0])!.protocol))
      reader.blame(
        [...path, 'published'],
        'a service has one protocol, and its published addresses have it, too',
      );
    if (inside !== undefined) found.set(name, { name, address: inside, published: outside });
  }
  return found;
}
