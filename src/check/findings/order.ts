import { addressMismatch } from './address-mismatch.js';
import { addressUnknown } from './address-unknown.js';
import { allStopped } from './all-stopped.js';
import { ambiguous } from './ambiguous.js';
import { bypassed } from './bypassed.js';
import type { CaptureFinder } from './capture-finder.js';
import { clientUnknown } from './client-unknown.js';
import { deviceUnknown } from './device-unknown.js';
import type { WayFinder } from './finder.js';
import { incomplete } from './incomplete.js';
import { late } from './late.js';
import { loss } from './loss.js';
import { namespaceUnseen } from './namespace-unseen.js';
import { noTraffic } from './no-traffic.js';
import { onlyInit } from './only-init.js';
import { pathMismatch } from './path-mismatch.js';
import { stoppedShort } from './stopped-short.js';
import { tooManyPaths } from './too-many-paths.js';
import { undelivered } from './undelivered.js';

/*
 * For each way the first finder that has something to say decides. What makes the evidence itself doubtful comes
 * first, so that no packet is blamed, or taken for seen, on a guess.
 */

/** Whether a way can be judged at all. */
export const DOUBTS: readonly WayFinder[] = [clientUnknown, incomplete, ambiguous, stoppedShort];

/**
 * Why a packet that got through was not seen. First what leaves it open whether it was; then the nearest miss:
 * a hook that knew the address and not the device is closer than one that had another address, and both are
 * closer than no hook at all.
 */
export const MISSES: readonly WayFinder[] = [
  namespaceUnseen,
  addressUnknown,
  undelivered,
  deviceUnknown,
  addressMismatch,
  bypassed,
];

/** What is still to be said of a packet that the rule saw: first what leaves it open which path it took. */
export const SIGHTS: readonly WayFinder[] = [namespaceUnseen, undelivered, pathMismatch];

/** What is to be said of the log as a whole; first what a person has to do something about. */
export const CAPTURE_FINDERS: readonly CaptureFinder[] = [
  late,
  noTraffic,
  allStopped,
  onlyInit,
  loss,
  tooManyPaths,
];
