import type { Policy } from '../model/policy.js';
import { parsePolicy } from '../policy/parse-policy.js';
import { MOST_BYTES } from '../policy/yaml-text.js';
import { readText } from '../source/read-text.js';
import { inputName } from '../source/unreadable.js';

/** Reads a policy file, or standard input for `-`. Throws UnreadableInput and BadPolicy. */
export async function readPolicy(path: string): Promise<Policy> {
  return parsePolicy(await readText(path, MOST_BYTES), inputName(path));
}
