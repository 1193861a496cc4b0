import type { PathExpression, PathPattern, PathStep } from '../model/policy.js';
import { BadPath } from './bad-path.js';
import type { Follows, LinkSyntax, PartSyntax, PathSyntax } from './path-grammar.js';
import { patternOf } from './path-pattern.js';

/** What stands between two steps, or before the first: how the second follows, and what is never between. */
interface Gap {
  readonly links: LinkSyntax[];
  readonly nevers: PartSyntax[];
}

/** A path as steps. Throws BadPath for what says nothing or two things; grammar/path.ne has all of that. */
export function stepsOf(
  { begins, parts, links }: PathSyntax,
  namespaces: readonly string[],
): Omit<PathExpression, 'text'> {
  const [first] = parts;
  if (begins?.follows === null && first?.isNever) {
    throw new BadPath(
      first.at,
      '"^ !X" could mean two things; write "^ >> !X >> …" for: no X before what follows',
    );
  }
  const steps: PathStep[] = [];
  let gap: Gap = {
    links: begins === null ? [] : [{ follows: begins.follows ?? 'next', at: begins.at }],
    nevers: [],
  };
  parts.forEach((part, i) => {
    if (part.isNever) gap.nevers.push(part);
    else {
      steps.push(stepOf(part, gap, steps.at(-1), namespaces));
      gap = { links: [], nevers: [] };
    }
    const link = links[i];
    if (link !== undefined) gap.links.push(link);
  });
  const next = gap.links.find(({ follows }) => follows === 'next');
  if (next !== undefined) throw new BadPath(next.at, SIDES_OF_NEVER);
  refuseRepeatedTranslations(steps, parts);
  return { steps, neverAfter: gap.nevers.map(({ what }) => patternOf(what, namespaces)) };
}

const SIDES_OF_NEVER =
  'what is never there stands between ">>", as in "A >> !X >> B"; between ">" nothing comes but "!dnat" and "!snat" with ">" on both sides';

function stepOf(
  part: PartSyntax,
  { links, nevers }: Gap,
  before: PathStep | undefined,
  namespaces: readonly string[],
): PathStep {
  const what = patternOf(part.what, namespaces);
  const neverBefore = nevers.map((never) => patternOf(never.what, namespaces));
  const follows: Follows = links[0]?.follows ?? 'later';
  const odd = links.find((link) => link.follows !== follows);
  if (odd !== undefined) throw new BadPath(odd.at, SIDES_OF_NEVER);
  const [link] = links;
  if (follows === 'next' && link !== undefined) {
    if (before === undefined && what.kind !== 'entry') {
      throw new BadPath(
        part.at,
        `a packet begins with an entry, not with "${what.kind}"; write "^ */* > ${what.kind}"`,
      );
    }
    if (neverBefore.length > 0 && !canBeBetween(neverBefore, before, what))
      throw new BadPath(link.at, SIDES_OF_NEVER);
  }
  return { what, follows, neverBefore };
}

/** Between an entry and the next there are translations only; between one of these and an entry, the rest of them. */
function canBeBetween(
  nevers: readonly PathPattern[],
  before: PathStep | undefined,
  what: PathPattern,
): boolean {
  return (
    before?.what.kind === 'entry' && what.kind === 'entry' && nevers.every(({ kind }) => kind !== 'entry')
  );
}

/** On the way from one entry to the next, each end of the tuple is translated once. */
function refuseRepeatedTranslations(steps: readonly PathStep[], parts: readonly PartSyntax[]): void {
  const shown = parts.filter(({ isNever }) => !isNever);
  let onThisWay = new Set<string>();
  steps.forEach(({ what, follows }, i) => {
    if (what.kind === 'entry' || follows === 'later') onThisWay = new Set();
    if (what.kind === 'entry') return;
    if (onThisWay.has(what.kind)) {
      throw new BadPath(
        shown[i]?.at ?? 0,
        `"${what.kind}" happens once on the way from an entry to the next; write ">>" for a later one`,
      );
    }
    onThisWay.add(what.kind);
  });
}
