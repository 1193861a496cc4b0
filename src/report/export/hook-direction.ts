import { LOCAL_IN, LOCAL_OUT, POST_ROUTING, PRE_ROUTING } from '../../model/hook.js';

/** Which way a packet goes at a hook as the namespace sees it; null at FORWARD, where it goes through. */
export function hookDirection(hook: number): 'in' | 'out' | null {
  if (hook === PRE_ROUTING || hook === LOCAL_IN) return 'in';
  return hook === POST_ROUTING || hook === LOCAL_OUT ? 'out' : null;
}
