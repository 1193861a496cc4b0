import type { RuleVerdict } from './finding.js';
import type { Direction, Fate } from './packet.js';
import type { Rule } from './policy.js';
import type { CaptureDoubt, PathDoubt, PathPlace, Scenario } from './path-set.js';

/** One of the two captures that are compared. */
export type Side = 'old' | 'new';

/** The same of both sides. */
export interface Sides<Value> {
  readonly old: Value;
  readonly new: Value;
}

/** `namespace/HOOK` of a path's entry. */
export interface HookPlace {
  readonly netns: string;
  readonly hook: number;
}

/** Devices that an entry knows, as `PathEntry` has them. */
export interface KnownDevices {
  readonly in: string | null;
  readonly out: string | null;
}

/** How a path ended, and where it was last seen. */
export interface PathEnd {
  readonly fate: Fate;
  readonly at: HookPlace;
}

/** What differs between the path of one side and that of the other. */
export type PathChange =
  /** A hook that only the new path crosses. */
  | { readonly kind: 'hook-added'; readonly at: HookPlace; readonly new: KnownDevices }
  /** A hook that only the old path crosses. */
  | { readonly kind: 'hook-gone'; readonly at: HookPlace; readonly old: KnownDevices }
  /** A hook that comes elsewhere on the path: what is crossed before it; null where it comes first. */
  | ({ readonly kind: 'hook-moved'; readonly at: HookPlace } & Sides<HookPlace | null>)
  /** A hook that is crossed so many times in a row (PRE_ROUTING by bridge and then by IP, say). */
  | ({ readonly kind: 'hook-repeated'; readonly at: HookPlace } & Sides<number>)
  /** A device that is known, or not known, or another one; `dev` is skb's own. */
  | ({ readonly kind: 'device'; readonly at: HookPlace; readonly device: 'in' | 'out' | 'dev' } & Sides<
      string | null
    >)
  /** Another address is seen there: NAT came earlier, later, or not at all. */
  | ({
      readonly kind: 'address';
      readonly at: HookPlace;
      readonly end: 'source' | 'destination';
    } & Sides<string>)
  /** The same hook in another namespace; `at` is the new one. */
  | ({ readonly kind: 'namespace'; readonly at: HookPlace } & Sides<string>)
  /** The packets end otherwise, or elsewhere; `beyond` are the hooks that the side which goes on crosses then. */
  | ({
      readonly kind: 'fate';
      readonly goesOn: Side | null;
      readonly beyond: readonly HookPlace[];
    } & Sides<PathEnd>)
  /** Median microseconds from the entry before; over the whole path where `at` is null. Only where asked for. */
  | ({ readonly kind: 'timing'; readonly at: HookPlace | null } & Sides<number>);

export type ChangeKind = PathChange['kind'];

/** Which connections are meant, by what is known of them on the new side, or else on the old. */
export type ScenarioName = Pick<Scenario, 'server' | 'published' | 'from'>;

/** Packets of a scenario in one direction. */
export interface ComparedTraffic {
  readonly scenario: ScenarioName;
  readonly direction: Direction;
}

/** How many packets; null where a snapshot does not say. */
export type PacketCount = number | null;

/** A change, and the packets that show it. */
export interface Difference extends ComparedTraffic {
  readonly change: PathChange;
  readonly packets: Sides<PacketCount>;
  /** All packets of the scenario and direction. */
  readonly of: Sides<PacketCount>;
  /** Where in each log the first of them is. */
  readonly places: Sides<PathPlace | null>;
}

/** What only one side shows, so that it cannot be compared. */
export type Missing =
  /** Packets of this kind. */
  | (ComparedTraffic & { readonly kind: 'traffic'; readonly only: Side; readonly packets: PacketCount })
  /** Packets of clients of which the other side has none. */
  | (ComparedTraffic & {
      readonly kind: 'clients';
      readonly only: Side;
      readonly packets: PacketCount;
      readonly clients: readonly string[];
    })
  /** Namespaces at an end of the path: on the other side the packets come from there, or go there, untraced. */
  | (ComparedTraffic & {
      readonly kind: 'namespaces';
      readonly only: Side;
      readonly end: 'client' | 'server';
      readonly entries: readonly HookPlace[];
    });

/** Packets, or a whole capture, of which it can't be told whether they differ. */
export type Undecided =
  | (ComparedTraffic & {
      readonly kind: 'path';
      readonly side: Side;
      readonly doubt: PathDoubt | 'lost';
      readonly packets: PacketCount;
      readonly place: PathPlace | null;
    })
  | {
      readonly kind: 'capture';
      readonly side: Side;
      readonly doubt: CaptureDoubt | { readonly kind: 'empty' };
    };

/** What two captures have in common, and what not. */
export interface Comparison {
  readonly differences: readonly Difference[];
  readonly missing: readonly Missing[];
  readonly undecided: readonly Undecided[];
  /** Scenarios and distinct paths that both sides have alike. */
  readonly same: { readonly scenarios: number; readonly paths: number };
}

/** A rule of a policy of which the new side says something else. */
export interface VerdictChange extends Sides<RuleVerdict> {
  readonly rule: Rule;
  /** Numbers (from 1) of the differences that the rule is concerned by. */
  readonly because: readonly number[];
}

/** What a policy says of both sides. */
export interface ComparedRules {
  /** How many there are. */
  readonly total: number;
  readonly changed: readonly VerdictChange[];
}

/** `inconclusive`: nothing differs that both sides have, but not all of it could be compared. */
export type ComparisonVerdict = 'same' | 'differs' | 'inconclusive';

/** A rule that is violated on one side and holds on the other is a difference of its own. */
export function verdictOf(
  { differences, missing, undecided }: Comparison,
  changed: readonly VerdictChange[] = [],
): ComparisonVerdict {
  const isCertain = ({ old, new: fresh }: VerdictChange): boolean =>
    old.verdict !== 'inconclusive' && fresh.verdict !== 'inconclusive';
  if (differences.length > 0 || changed.some(isCertain)) return 'differs';
  if (changed.length > 0) return 'inconclusive';
  return missing.length + undecided.length > 0 ? 'inconclusive' : 'same';
}
