import { z } from 'zod';
import { CLIENT_CLASSES } from '../model/policy.js';
import type { FileKind } from '../yaml/file-kind.js';

/** Where a log does not show where the clients are. */
export const UNKNOWN = 'unknown';

const path = z.strictObject({
  fate: z.enum(['delivered', 'sent', 'stopped']),
  path: z.array(z.string()).min(1),
});

const scenario = z.strictObject({
  from: z.enum([...CLIENT_CLASSES, UNKNOWN]),
  to: z.string(),
  server: z.string().optional(),
  original: z.array(path).min(1).optional(),
  reply: z.array(path).min(1).optional(),
});

/** A snapshot as data. */
export const SNAPSHOT_SCHEMA = z.strictObject({
  version: z.literal(1),
  scenarios: z.array(scenario),
  'left-out': z.array(z.string()).optional(),
});

export type SnapshotData = z.infer<typeof SNAPSHOT_SCHEMA>;
export type ScenarioData = SnapshotData['scenarios'][number];
export type PathData = z.infer<typeof path>;

/** What messages say of snapshots. */
export const SNAPSHOT_FILE: FileKind = {
  one: 'a snapshot',
  several: 'snapshots',
  mostBytes: 4 * 1024 * 1024,
  mapAt: (_, depth) => {
    if (depth === 0) return { name: 'a snapshot', keys: Object.keys(SNAPSHOT_SCHEMA.shape) };
    if (depth === 2) return { name: 'a scenario', keys: Object.keys(scenario.shape) };
    return { name: 'a path', keys: Object.keys(path.shape) };
  },
};
