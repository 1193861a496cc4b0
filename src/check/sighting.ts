import type { Endpoint } from '../model/flow.js';
import type { DeviceSide, Placement, Rule, ServiceEndpoint } from '../model/policy.js';
import { NONE, type SymbolTexts } from '../model/symbol.js';
import type { Way } from '../model/traffic.js';
import { isEndpoint, type Places } from './places.js';
import { isCalled, visibleEnd } from './visible-address.js';

/** One entry of a way at which a rule is called. */
export interface Sighting {
  readonly at: Placement;
  /** Index of the entry. */
  readonly entry: number;
  /** The server's end of the packet as the rule sees it there. */
  readonly sees: Endpoint | 'unknown';
  /** Whether that is what the rule is written with. */
  readonly hasAddress: boolean;
  /** Devices that the rule asks for and the hook does not know. */
  readonly missing: readonly DeviceSide[];
}

/** What a rule is looked for by. */
export type Seeker = Pick<Rule, 'at' | 'priority' | 'devices'> & {
  readonly addresses: readonly ServiceEndpoint[];
};

/** What a rule of a policy is looked for by. */
export function seekerOf(rule: Rule): Seeker {
  const { address, published } = rule.protects;
  return { ...rule, addresses: rule.match === 'address' ? [address] : published };
}

/** The entries of a way at which a rule is called, in their order. */
export function sightingsOf(
  { example, direction }: Pick<Way, 'example' | 'direction'>,
  { at, priority, devices, addresses }: Seeker,
  places: Places,
  texts: SymbolTexts,
): Sighting[] {
  const { entries, boot } = example;
  return entries.flatMap((entry, index): Sighting[] => {
    const place = at.find(
      ({ namespace, hook }) => hook === entry.hook && places.has(namespace, boot, entry.netns),
    );
    if (place === undefined || !isCalled(entries, index, priority)) return [];
    const sees = visibleEnd(entries, index, direction, priority);
    return [
      {
        at: place,
        entry: index,
        sees,
        hasAddress: sees !== 'unknown' && addresses.some((address) => isEndpoint(texts, sees, address)),
        missing: devices.filter((side) => entry[side] === NONE),
      },
    ];
  });
}

/** Whether the rule sees all that it asks for. */
export function isFullSight({ hasAddress, missing }: Sighting): boolean {
  return hasAddress && missing.length === 0;
}
