import type { Look } from '../report/style.js';
import { PLAIN } from '../report/style.js';

/** A capture under test: the path or `file:` URL of a log, its bytes, or an array of several. */
export type Capture = string | URL | Uint8Array | readonly (string | URL | Uint8Array)[];

/** What a matcher says to vitest. */
export interface MatcherResult {
  readonly pass: boolean;
  message(): string;
}

/** The part of vitest's matcher state that is needed. */
export interface MatcherState {
  /** `expect(…).not` */
  readonly isNot?: boolean;
}

/** How failure messages look: vitest colours them itself. */
export const LOOK: Look = { style: PLAIN, width: 110 };

/** The capture can't tell: neither the expectation nor its contrary is met, so a test fails either way. */
export class Inconclusive extends Error {
  override readonly name = 'Inconclusive';
}
