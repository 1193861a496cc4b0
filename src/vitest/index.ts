/**
 * Matchers for vitest. Importing this registers them (in a test, or in `setupFiles` of vitest.config.ts):
 *
 * ```ts
 * import "nfpath/vitest";
 *
 * await expect('trace.log').toHold('guard.yaml');
 * await expect('trace.log').toCross('init/POST_ROUTING', { flow: '172.17.0.2:8080' });
 * await expect('trace.log').toMatchPaths('kernel.paths.yaml');
 * ```
 *
 * What a capture can't tell fails a test with and without `.not`.
 */
import { expect } from 'vitest';
import type { PolicyInput } from '../api/policy-input.js';
import type { Capture, MatcherState } from './capture.js';
import { toCross, type CrossOptions } from './to-cross.js';
import { toHold, type HoldOptions } from './to-hold.js';
import { toMatchPaths, type MatchOptions } from './to-match-paths.js';

export type { Capture, CrossOptions, HoldOptions, MatchOptions };
export { Inconclusive } from './capture.js';

expect.extend({
  toHold: (capture: Capture, policy: PolicyInput, options?: HoldOptions) => toHold(capture, policy, options),
  toCross(this: MatcherState, capture: Capture, placement: string, options?: CrossOptions) {
    return toCross(this, capture, placement, options);
  },
  toMatchPaths: (capture: Capture, snapshot: string | URL, options?: MatchOptions) =>
    toMatchPaths(capture, snapshot, options),
});

/** What `expect(capture)` can do. Each must be awaited. */
export interface NfpathMatchers<Received> {
  /** Every rule of the policy (a path, a URL, or what `parsePolicy` made) holds; with `.not`, one is violated. */
  toHold: Received extends Capture ? (policy: PolicyInput, options?: HoldOptions) => Promise<void> : never;
  /** Every packet that got through crosses the placement, `namespace/HOOK`; with `.not`, none does. */
  toCross: Received extends Capture ? (placement: string, options?: CrossOptions) => Promise<void> : never;
  /** The packets take the paths of the snapshot (docs/snapshots.md); with `.not`, some do not. */
  toMatchPaths: Received extends Capture
    ? (snapshot: string | URL, options?: MatchOptions) => Promise<void>
    : never;
}

declare module 'vitest' {
  interface Matchers<T> extends NfpathMatchers<T> {}
}
