import type { Policy } from '../model/policy.js';
import { pathOf } from './log-input.js';
import { readPolicy } from './read-policy.js';

/** A policy: the path or `file:` URL of its YAML file, or what `parsePolicy` has made of a text. */
export type PolicyInput = string | URL | Policy;

/** Throws UnreadableInput and BadFile. */
export async function policyOf(input: PolicyInput): Promise<Policy> {
  return typeof input === 'string' || input instanceof URL ? readPolicy(pathOf(input)) : input;
}
