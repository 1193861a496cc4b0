import { destinationOf, sourceOf } from '../../model/entry.js';
import type { Evidence, TrafficClass } from '../../model/finding.js';
import type { Endpoint } from '../../model/flow.js';
import { hookName } from '../../model/hook.js';
import { hopsOf } from '../../model/packet.js';
import { SERVICE, serviceEndpointText, type Placement, type Rule, type Service } from '../../model/policy.js';
import { counted } from '../line.js';
import { endpointText, protocolEndpointText, type LogNames } from '../names.js';

/** `init/FORWARD` */
export function placementText({ namespace, hook }: Placement): string {
  return `${namespace}/${hookName(hook)}`;
}

/** `external, original` */
export function classText({ from, direction }: TrafficClass): string {
  return `${from ?? 'any client'}, ${direction}`;
}

/** What the rule is written with. */
export function addressesText({ match, protects }: Rule): string {
  const ends = match === 'address' ? [protects.address] : protects.published;
  return ends.map(serviceEndpointText).join(' or ');
}

/** A namespace by its name; `service` by what it is. */
export function namespaceText(name: string, service: Service): string {
  return `namespace ${name === SERVICE ? `in which ${serviceEndpointText(service.address)} is local` : name}`;
}

function exampleOf({ ways }: Evidence): (typeof ways)[number]['example'] {
  return ways[0]!.example;
}

function netnsText(evidence: Evidence, index: number, { namespaces }: LogNames): string {
  const { entries, boot } = exampleOf(evidence);
  return namespaces.nameOf(entries.at(index)!.netns, boot);
}

export function firstNetns(evidence: Evidence, names: LogNames): string {
  return netnsText(evidence, 0, names);
}

export function lastNetns(evidence: Evidence, names: LogNames): string {
  return netnsText(evidence, -1, names);
}

export function lastHook(evidence: Evidence): string {
  return hookName(exampleOf(evidence).entries.at(-1)!.hook);
}

export function endsText(evidence: Evidence, names: LogNames): [string, string] {
  return [firstNetns(evidence, names), lastNetns(evidence, names)];
}

/** `PRE_ROUTING, FORWARD of init; PRE_ROUTING, LOCAL_IN of 172.17.0.2` */
export function hooksText(evidence: Evidence, { namespaces }: LogNames): string {
  const packet = exampleOf(evidence);
  return hopsOf(packet)
    .map(({ netns, entries }) => {
      const hooks = [...new Set(entries.map(({ hook }) => hookName(hook)))];
      return `${hooks.join(', ')} of ${namespaces.nameOf(netns, packet.boot)}`;
    })
    .join('; ');
}

export function cameFromAfar(evidence: Evidence, entry: number): boolean {
  const { entries } = exampleOf(evidence);
  return entries[entry - 1]?.hook !== undefined && entries[entry - 1]!.netns === entries[entry]!.netns;
}

/** Whether NAT comes later, was earlier, or never gave the packet the rule's address. */
export function natText(evidence: Evidence, entry: number, own: string, names: LogNames): string {
  const { entries, direction } = exampleOf(evidence);
  const endOf = direction === 'original' ? destinationOf : sourceOf;
  const has = (end: Endpoint): boolean => own.split(' or ').includes(protocolEndpointText(names.texts, end));
  const word = direction === 'original' ? 'DNAT' : 'the translation back';
  if (entries.slice(entry + 1).some((later) => has(endOf(later)))) return `${word} comes after it`;
  if (entries.slice(0, entry + 1).some((earlier) => has(endOf(earlier)))) return `${word} was before it`;
  return 'the packets never carried that address';
}

export function endText(evidence: Evidence, names: LogNames): string {
  const { entries, boot, fate } = exampleOf(evidence);
  const last = entries.at(-1)!;
  const where = `${hookName(last.hook)} of ${names.namespaces.nameOf(last.netns, boot)}`;
  return fate === 'stopped'
    ? `nothing follows ${where}`
    : `the log begins or ends while they are at ${where}`;
}

/** `of a container client in direction reply` */
export function missingText({ from, direction }: TrafficClass): string {
  const client = from === null ? 'any' : from === 'external' ? 'an external' : `a ${from}`;
  return `of ${client} client in direction ${direction}`;
}

export function divertedText(evidence: Evidence, names: LogNames): string {
  const { entries, boot } = exampleOf(evidence);
  const last = entries.at(-1)!;
  const end = endpointText(
    names.texts,
    evidence.direction === 'original' ? destinationOf(last) : sourceOf(entries[0]!),
  );
  return `${counted(evidence.packets, 'packet')} to it came to ${end} in ${names.namespaces.nameOf(last.netns, boot)} instead`;
}
