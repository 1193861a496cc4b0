import type { Finding } from '../../model/finding.js';
import type { Rule } from '../../model/policy.js';
import type { SymbolTexts } from '../../model/symbol.js';
import type { BootFacts, Way } from '../../model/traffic.js';
import type { Places } from '../places.js';
import type { Sighting } from '../sighting.js';

type WithoutEvidence<Kind> = Kind extends { readonly evidence: unknown } ? Omit<Kind, 'evidence'> : never;

/** A finding about a single way; those that are alike are put together with all their ways as evidence. */
export type WayFinding = WithoutEvidence<Finding>;

/** A way as a rule meets it. */
export interface Meeting {
  readonly way: Way;
  readonly rule: Rule;
  readonly places: Places;
  readonly texts: SymbolTexts;
  /** What is known of the way's boot. */
  readonly facts: BootFacts;
  /** Records of packets that nobody can name, see `Evidenced`. */
  readonly unnamed: number;
  /** Where the rule is called for it. */
  readonly sightings: readonly Sighting[];
  /** Whether at one of them it sees the address, and all the devices that it must know. */
  readonly isSeen: boolean;
  /** The paths, without their last entry, of packets that got through and that the rule sees at that last one. */
  readonly seenPaths: ReadonlySet<string>;
  /** Whether the path is as the rule's expression wants it; true where it has none. */
  readonly fitsPath: boolean;
}

/** Finds what one kind of finding has to say of a way. */
export type WayFinder = (meeting: Meeting) => WayFinding | undefined;
