import type { Policy } from '../model/policy.js';
import { parsePolicy } from '../policy/parse-policy.js';
import { POLICY_FILE } from '../policy/schema.js';
import { readText } from '../source/read-text.js';
import { inputName } from '../source/unreadable.js';

/** Reads a policy file, or standard input for `-`. Throws UnreadableInput and BadFile. */
export async function readPolicy(path: string): Promise<Policy> {
  return parsePolicy(await readText(path, POLICY_FILE.mostBytes), inputName(path));
}
