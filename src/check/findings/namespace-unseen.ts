import { INIT } from '../../model/policy.js';
import type { Meeting, WayFinder } from './finder.js';

/** The rule sits in a namespace that this log does not show, or its path leads there: what it sees there is unknown. */
export const namespaceUnseen: WayFinder = (meeting) => {
  const { way, places, isSeen, fitsPath } = meeting;
  if (isSeen && fitsPath) return undefined;
  const needed = isSeen ? pathNamespaces(meeting) : meeting.rule.at.map(({ namespace }) => namespace);
  const { boot } = way.example;
  const unseen = needed.filter(
    (name) => places.of(name, boot).size === 0 && (name !== INIT || places.isHidden(boot)),
  );
  return unseen.length > 0 ? { kind: 'namespace-unseen', namespaces: [...new Set(unseen)] } : undefined;
};

/** The namespaces that a path must cross; what it must not cross may well be unseen. */
function pathNamespaces({ rule, way }: Meeting): string[] {
  const steps = rule.path[way.direction]?.steps ?? [];
  return steps.flatMap(({ what }) =>
    what.kind === 'entry' && what.namespace !== null ? [what.namespace] : [],
  );
}
