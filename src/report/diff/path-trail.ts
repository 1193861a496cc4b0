import type { HookPlace } from '../../model/difference.js';
import { hookName } from '../../model/hook.js';
import type { ScenarioPath } from '../../model/path-set.js';
import { shown } from '../../model/shown.js';
import { printable } from '../log-text.js';

/**
 * A path in one line, and where in the log its first packet is; a placement that it crosses stands in brackets:
 * `client: LOCAL_OUT POST_ROUTING ──▶ init: PRE_ROUTING [FORWARD] …   (lines 4 to 16)`.
 */
export function pathTrail(
  { entries, place }: ScenarioPath,
  at: HookPlace,
  inputs: readonly string[],
): string {
  let text = '';
  for (const [i, { netns, hook }] of entries.entries()) {
    if (netns !== entries[i - 1]?.netns) text += `${i === 0 ? '' : ' ──▶ '}${printable(netns)}:`;
    const name = hookName(hook);
    text += netns === at.netns && hook === at.hook ? ` [${name}]` : ` ${name}`;
  }
  if (place === null) return text;
  const input = inputs.length > 1 ? `${shown(inputs[place.file]!)}: ` : '';
  return `${text}   (${input}lines ${place.first} to ${place.last})`;
}
