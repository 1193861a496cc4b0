import type { Packet } from '../../model/packet.js';
import type { PathDigest, PathTally } from '../analyze/path-digest.js';
import type { LogNames } from '../names.js';
import { packetsIn, servicesOf, type ServiceFlows } from './services.js';

type CountedPath = ServiceFlows['paths'][number];

/** Nobody looks at more, and a browser shows a page of a few megabytes at once. */
const MOST_SERVICES = 200;
const MOST_PATHS = 200;

/** A distinct path, and how many packets of a service took it. */
export interface ListedPath {
  /** Unique in the page, from 1. */
  readonly number: number;
  readonly tally: PathTally;
  readonly count: number;
}

export interface ListedService {
  readonly service: ServiceFlows;
  readonly paths: readonly ListedPath[];
  /** Paths of it that are not listed, and their packets. */
  readonly left: { readonly paths: number; readonly packets: number };
}

/**
 * What of a log's flows and paths a page shows. Of very many those with the most packets; half of the room is kept for
 * paths of packets that did not get through. The others are counted.
 */
export interface ListedPaths {
  readonly services: readonly ListedService[];
  /** Services that are not listed, and their flows and packets. */
  readonly left: { readonly services: number; readonly flows: number; readonly packets: number };
  /** All distinct paths, listed or not. */
  readonly paths: number;
  /** The number of a packet's path; null where that is not listed. */
  numberOf(packet: Packet): number | null;
}

export function listPaths(digest: PathDigest, names: LogNames): ListedPaths {
  const all = servicesOf(digest.flowGroups, names);
  const [shown, rest] = [all.slice(0, MOST_SERVICES), all.slice(MOST_SERVICES)];
  const listed = chosen(shown.flatMap(({ paths }) => paths));
  const numbers = new Map<string, number>();
  let number = 0;
  const services = shown.map((service): ListedService => {
    const own = service.paths.filter((path) => listed.has(path));
    const paths = own.map(([tally, count]): ListedPath => {
      numbers.set(digest.keyOf(tally.example), ++number);
      return { number, tally, count };
    });
    const left = service.paths.filter((path) => !listed.has(path));
    return {
      service,
      paths,
      left: { paths: left.length, packets: sum(left, ([, count]) => count) },
    };
  });
  return {
    services,
    left: { services: rest.length, flows: sum(rest, ({ flows }) => flows), packets: sum(rest, packetsIn) },
    paths: sum(all, ({ paths }) => paths.length),
    numberOf: (packet) => numbers.get(digest.keyOf(packet)) ?? null,
  };
}

function chosen(paths: readonly CountedPath[]): ReadonlySet<CountedPath> {
  const busiest = paths.toSorted(([, a], [, b]) => b - a);
  const lost = busiest.filter(([{ example }]) => example.fate === 'stopped' || example.fate === 'open');
  const listed = new Set(lost.slice(0, MOST_PATHS / 2));
  for (const path of busiest) if (listed.size < MOST_PATHS) listed.add(path);
  return listed;
}

function sum<One>(of: readonly One[], count: (one: One) => number): number {
  return of.reduce((total, one) => total + count(one), 0);
}
