import type { Entry } from '../model/entry.js';
import { LOCAL_IN, LOCAL_OUT } from '../model/hook.js';
import { sameDestination, sameSource, type Glimpse } from '../model/passage.js';

/** Whether an skb that was seen at a hook may be the packet whose last entry this is. */
export function mayBeAt(last: Entry, seen: Glimpse): boolean {
  if (last.hook === LOCAL_IN || seen.hook === LOCAL_OUT) return false;
  return sameSource(last, seen) || sameDestination(last, seen);
}

/** Whether an entry that cannot follow what is known of a packet may follow where it was last seen. */
export function goesOnFrom(seen: Glimpse, entry: Entry): boolean {
  return entry.hook !== LOCAL_OUT && (sameSource(seen, entry) || sameDestination(seen, entry));
}
