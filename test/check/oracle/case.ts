import { TCP } from '../../../src/model/protocol.js';
import { CLIENT_CLASSES, type Policy, type Rule, type ServiceEndpoint } from '../../../src/model/policy.js';
import { FIRST, LAST } from '../../../src/model/priority.js';
import { seeded } from '../../support/seeded.js';
import { journey } from './journeys.js';
import { render } from './render.js';
import { chance, oneOf, PODS, randomWorld, type Journey, type Random, type World } from './world.js';

/** Around the places where NAT runs. */
const PRIORITIES = [FIRST, FIRST, FIRST, -300, -101, -100, -99, 0, 99, 100, 101, LAST];

/** A world, what happened in it, and a rule to be judged by the log of that. */
export interface Case {
  readonly world: World;
  readonly journeys: readonly Journey[];
  readonly policy: Policy;
  readonly rule: Rule;
  readonly log: Buffer;
}

/** The same case for the same seed. */
export function makeCase(seed: number): Case {
  const random = seeded(seed);
  const world = randomWorld(random);
  const journeys = world.clients.flatMap((client, i) => {
    const connection: Journey[] = [];
    for (let count = 1 + random(4); count > 0; count--) {
      // A server answers what has come to it, and a client sends again what was lost.
      const last = connection.at(-1);
      const isAnswer = last?.direction === 'original' && last.arrived;
      connection.push(journey(world, client, 40_000 + i, isAnswer ? 'reply' : 'original', random));
    }
    return connection;
  });
  const { policy, rule } = randomPolicy(world, random);
  return { world, journeys, policy, rule, log: render(journeys, world, random) };
}

function randomPolicy(world: World, random: Random): { policy: Policy; rule: Rule } {
  const published = world.published === null ? [] : [endpoint(world.published)];
  const service = {
    name: 'web',
    address: { protocol: TCP, address: world.server.address, port: world.port },
    published,
  };
  const namespaces = PODS.map(({ name, address }) => ({ name, pointerOrAddress: address }));
  const names = ['init', 'init', 'init', 'service', 'service', oneOf(PODS, random).name];
  const rule: Rule = {
    name: 'guard',
    protects: service,
    at: Array.from({ length: 1 + random(3) }, () => ({ namespace: oneOf(names, random), hook: random(5) })),
    priority: oneOf(PRIORITIES, random),
    match: published.length > 0 && chance(25, random) ? 'published' : 'address',
    directions: oneOf([['original', 'reply'], ['original'], ['original'], ['reply']] as const, random),
    from: chance(20, random) ? [oneOf(CLIENT_CLASSES, random)] : null,
    devices: chance(10, random) ? [oneOf(['in', 'out'] as const, random)] : [],
    path: {},
    position: { line: 1, column: 1 },
  };
  return { policy: { namespaces, services: [service], rules: [rule] }, rule };
}

function endpoint(text: string): ServiceEndpoint {
  const [address, port] = text.split(':');
  return { protocol: TCP, address: address!, port: Number(port) };
}
