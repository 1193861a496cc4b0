import type { Packet } from '../../model/packet.js';
import type { Rule } from '../../model/policy.js';
import type { RuleCall, RuleMark } from '../../model/rule-mark.js';
import { shown } from '../../model/shown.js';
import { placementText } from '../findings/evidence-text.js';
import { KINDS } from '../findings/finding-kinds.js';
import type { LaneNote } from './lane-picture.js';

/** What rules have to say at one entry: on the way to it, where packets went past them, and at the hook itself. */
export function marksAt(
  { entries }: Packet,
  i: number,
  marks: readonly RuleMark[],
  lane: number,
): { crossed: LaneNote[]; here: LaneNote[] } {
  const isCrossing = i > 0 && entries[i - 1]!.netns !== entries[i]!.netns;
  return {
    crossed: marks
      .filter((mark) => isCrossing && isPastBetween(mark))
      .map(({ rule }) => cross(lane, pastText(rule))),
    here: marks.flatMap((mark) =>
      mark.calls.filter(({ entry }) => entry === i).map((call) => callNote(mark, call, lane)),
    ),
  };
}

/** What is to be said of rules at the end of the way, as there is no place on it that shows it. */
export function markNotes({ entries }: Packet, marks: readonly RuleMark[], lane: number): LaneNote[] {
  const isCrossing = entries.some(({ netns }) => netns !== entries[0]!.netns);
  return marks.flatMap((mark): LaneNote[] => {
    const { rule, outcome, finding, calls } = mark;
    const why = finding === null ? '' : `: ${KINDS[finding].title}`;
    if (outcome === 'unclear') {
      const text = `${shown(rule.name)} can't be decided by it${why}`;
      return [{ kind: 'note', lane, sign: 'doubt', text, as: 'warn' }];
    }
    if (outcome !== 'missed') return [];
    if (finding === 'path-mismatch') return [cross(lane, `${shown(rule.name)}${why}`)];
    const isShown = calls.length > 0 || (isCrossing && isPastBetween(mark));
    return isShown ? [] : [cross(lane, pastText(rule))];
  });
}

function isPastBetween({ outcome, isBetweenNamespaces }: RuleMark): boolean {
  return outcome === 'missed' && isBetweenNamespaces;
}

function pastText({ name, at }: Rule): string {
  return `past ${shown(name)} (${at.map(placementText).join(' or ')})`;
}

/** A star where the rule sees the packets, or may; a cross where they go past its very eyes. */
function callNote({ rule, outcome, finding }: RuleMark, { isFull }: RuleCall, lane: number): LaneNote {
  const name = shown(rule.name);
  if (isFull) return { kind: 'note', lane, sign: 'star', text: `${name} sees it`, as: 'good' };
  if (outcome === 'missed' && finding !== 'path-mismatch')
    return cross(lane, `${name} sits here: ${KINDS[finding!].title}`);
  return { kind: 'note', lane, sign: 'star', text: `${name} sits here`, as: 'dim' };
}

function cross(lane: number, text: string): LaneNote {
  return { kind: 'note', lane, sign: 'cross', text, as: 'bad' };
}
