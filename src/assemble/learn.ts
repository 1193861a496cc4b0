import { POST_ROUTING, PRE_ROUTING } from '../model/hook.js';
import { canFollow, type Place } from '../model/passage.js';
import type { FamiliarShapes } from './familiar.js';

/** Remembers a record that came in one piece, as evidence for those that will not; `last` is where its skb was before. */
export function learnWhole(familiar: FamiliarShapes, place: Place, last: Place | undefined): void {
  familiar.learn(place);
  if (place.hook === PRE_ROUTING && last?.hook === POST_ROUTING && canFollow(last, place))
    familiar.learnCrossing(last, place);
}
