import { targetOf, type Scenario } from '../model/path-set.js';
import { tracingOf } from './tracing.js';

/** Scenarios of both sides that ask for the same, and those that only one side has. */
export interface PairedScenarios {
  readonly pairs: readonly { readonly old: Scenario; readonly new: Scenario }[];
  readonly onlyOld: readonly Scenario[];
  readonly onlyNew: readonly Scenario[];
}

type IsPair = (old: Scenario, fresh: Scenario) => boolean;

/** The most alike first: what is paired in one round is no candidate in the next. */
const ROUNDS: readonly IsPair[] = [
  (a, b) => a.from === b.from && isSameServer(a, b) && a.published === b.published,
  // DNAT that fails, or leads elsewhere, makes another server of it.
  (a, b) => a.from === b.from && targetOf(a) === targetOf(b),
  (a, b) => a.from === b.from && isSameServer(a, b) && isTargetUnknown(a, b),
  (a, b) => isSameClient(a, b) && targetOf(a) === targetOf(b),
  (a, b) => isSameClient(a, b) && isSameServer(a, b) && isTargetUnknown(a, b),
];

/** Pairs scenarios by what the clients wrote to, what serves them and where the clients are. */
export function pairScenarios(old: readonly Scenario[], fresh: readonly Scenario[]): PairedScenarios {
  const pairs: { old: Scenario; new: Scenario }[] = [];
  let onlyOld = [...old].sort(byName);
  let onlyNew = [...fresh].sort(byName);
  for (const isPair of ROUNDS) {
    onlyOld = onlyOld.filter((one) => {
      const other = onlyNew.find((candidate) => isPair(one, candidate));
      if (other === undefined) return true;
      onlyNew = onlyNew.filter((candidate) => candidate !== other);
      pairs.push({ old: one, new: other });
      return false;
    });
  }
  return { pairs: pairs.sort((a, b) => byName(a.new, b.new)), onlyOld, onlyNew };
}

function byName(a: Scenario, b: Scenario): number {
  return (
    compareTexts(targetOf(a), targetOf(b)) ||
    compareTexts(a.server, b.server) ||
    compareTexts(a.from ?? '', b.from ?? '')
  );
}

/** By code units: the same in every locale. */
function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function isSameServer(a: Scenario, b: Scenario): boolean {
  return a.server === b.server;
}

/** Where no original packet was seen, nobody knows what the client wrote to. */
function isTargetUnknown(...sides: Scenario[]): boolean {
  return sides.some(
    ({ published, paths }) => published === null && paths.every(({ direction }) => direction === 'reply'),
  );
}

/** Clients of unknown class, or who are external for a side only because it does not trace their namespace. */
function isSameClient(a: Scenario, b: Scenario): boolean {
  if (a.from === b.from || a.from === null || b.from === null) return true;
  return isFromOutside(a, b) || isFromOutside(b, a);
}

function isFromOutside(outer: Scenario, inner: Scenario): boolean {
  return (
    outer.from === 'external' &&
    inner.from === 'container' &&
    tracingOf(outer, 'client') === 'untraced' &&
    tracingOf(inner, 'client') === 'traced'
  );
}
