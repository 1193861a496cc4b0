import type { PathEntry, PathSet } from '../model/path-set.js';

/** What is called otherwise on the new side; keys are the old names. */
export interface Renames {
  /** Addresses, or `address:port`, which goes before the address alone. */
  readonly addresses: ReadonlyMap<string, string>;
  readonly namespaces: ReadonlyMap<string, string>;
  readonly devices: ReadonlyMap<string, string>;
}

/** The old side in the new side's names. */
export function renamed(set: PathSet, { addresses, namespaces, devices }: Renames): PathSet {
  const endpoint = (end: string): string => {
    const whole = addresses.get(end);
    if (whole !== undefined) return whole;
    const [, v6, v4, port = ''] = /^(?:\[(.*)\]|([^:]*))((?::\d+)?)$/.exec(end) ?? [];
    const address = addresses.get(v6 ?? v4 ?? end);
    if (address === undefined) return end;
    return port !== '' && address.includes(':') ? `[${address}]${port}` : `${address}${port}`;
  };
  const netns = (name: string): string => namespaces.get(name) ?? name;
  const device = (name: string | null): string | null => (name === null ? null : (devices.get(name) ?? name));
  const entry = (one: PathEntry): PathEntry => ({
    ...one,
    netns: netns(one.netns),
    in: device(one.in),
    out: device(one.out),
    ...(one.dev !== undefined && { dev: device(one.dev) }),
    src: endpoint(one.src),
    dst: endpoint(one.dst),
  });
  return {
    ...set,
    scenarios: set.scenarios.map((scenario) => ({
      ...scenario,
      server: endpoint(scenario.server),
      published: scenario.published === null ? null : endpoint(scenario.published),
      paths: scenario.paths.map((path) => ({
        ...path,
        entries: path.entries.map(entry),
        clients: path.clients?.map((client) => addresses.get(client) ?? client) ?? null,
      })),
    })),
  };
}
