import { PRE_ROUTING } from '../model/hook.js';
import { isViolation } from '../model/finding.js';
import { startsMidPath } from '../model/packet.js';
import type { Rule } from '../model/policy.js';
import type { SymbolTexts } from '../model/symbol.js';
import type { BootFacts, Way } from '../model/traffic.js';
import type { Outcome } from './findings/capture-finder.js';
import type { Meeting, WayFinder, WayFinding } from './findings/finder.js';
import { gotThrough } from './findings/got-through.js';
import { isExpectedLater } from './findings/undelivered.js';
import { DOUBTS, MISSES, SIGHTS } from './findings/order.js';
import { matchesPath } from './path-match.js';
import type { Places } from './places.js';
import { isFullSight, seekerOf, sightingsOf } from './sighting.js';
import { pathOf } from './way-key.js';

export interface Judgement {
  readonly way: Way;
  readonly outcome: Outcome;
  readonly finding: WayFinding | null;
}

/** What ways are judged by. */
export interface Court {
  readonly rule: Rule;
  readonly places: Places;
  readonly texts: SymbolTexts;
  readonly unnamed: number;
  readonly boots: readonly BootFacts[];
}

/** Judges the ways of a rule's packets, each by itself. */
export function judgeWays(ways: readonly Way[], court: Court): Judgement[] {
  const { rule, places, texts, boots } = court;
  const seeker = seekerOf(rule);
  const met = ways.map((way) => {
    const sightings = sightingsOf(way, seeker, places, texts);
    const facts = boots[way.example.boot]!;
    return { way, facts, sightings, isSeen: sightings.some(isFullSight), fitsPath: fitsPath(way, court) };
  });
  const seenPaths = new Set(
    met.flatMap(({ way, sightings }) => {
      if (!gotThrough(way)) return [];
      const { example } = way;
      const last = example.entries.length - 1;
      const isSeenLast = sightings.some((sight) => sight.entry === last && isFullSight(sight));
      return isSeenLast ? [pathOf(example.entries.slice(0, last))] : [];
    }),
  );
  return met.map((meeting) => judge({ ...meeting, ...court, seenPaths }));
}

function judge(meeting: Meeting): Judgement {
  const { way, isSeen } = meeting;
  const doubt = firstOf(DOUBTS, meeting);
  if (doubt !== undefined) return { way, outcome: 'unclear', finding: doubt };
  if (!gotThrough(way))
    return { way, outcome: way.example.fate === 'open' ? 'open' : 'stopped', finding: null };
  if (isCut(meeting) && (!isSeen || meeting.rule.path[way.direction] !== undefined)) {
    return { way, outcome: 'open', finding: null };
  }
  const finding = firstOf(isSeen ? SIGHTS : MISSES, meeting);
  if (finding === undefined) return { way, outcome: 'seen', finding: null };
  return { way, outcome: isViolation(finding.kind) ? 'missed' : 'unclear', finding };
}

function firstOf(finders: readonly WayFinder[], meeting: Meeting): WayFinding | undefined {
  for (const finder of finders) {
    const finding = finder(meeting);
    if (finding !== undefined) return finding;
  }
  return undefined;
}

/** Whether the packet was on its way when the log began or ended, so that a part of its path is not shown. */
function isCut(meeting: Meeting): boolean {
  const { example } = meeting.way;
  const first = example.entries[0]!;
  const cameFromAfar = first.hook === PRE_ROUTING && first.netns !== first.initnet;
  const lacksFront = example.atBegin && (startsMidPath(example) || cameFromAfar);
  return lacksFront || (example.atEnd && example.fate === 'sent' && isExpectedLater(meeting));
}

function fitsPath({ example, direction }: Way, { rule, places, texts }: Court): boolean {
  const expression = rule.path[direction];
  if (expression === undefined) return true;
  return matchesPath(expression, example.entries, {
    texts,
    isNamespace: (netns, name) => places.has(name, example.boot, netns),
  });
}
