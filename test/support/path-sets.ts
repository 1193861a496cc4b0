import { Analysis } from '../../src/analyze.js';
import { comparePaths, type CompareOptions } from '../../src/compare/compare.js';
import { PathCollector } from '../../src/compare/path-collector.js';
import { pathSetOf } from '../../src/compare/path-set-of.js';
import type { Comparison } from '../../src/model/difference.js';
import type { CaptureDoubt, PathSet } from '../../src/model/path-set.js';
import { changeRow } from '../../src/report/diff/change-words.js';
import { missingText, undecidedText } from '../../src/report/diff/missing-words.js';
import { feed } from './analysed.js';

/** The paths of a log in memory, as `nfpath diff` reads them. */
export function pathSet(log: string | Buffer): PathSet {
  const collector = new PathCollector();
  const analysis = new Analysis({
    packet: (packet) => collector.packet(packet),
    flow: (flow) => collector.flow(flow),
  });
  analysis.beginInput();
  feed(analysis.chunks, Buffer.from(log));
  analysis.finish();
  const { texts, namespaces, ledger } = analysis;
  const { unnamed } = ledger.incomplete;
  const doubts: CaptureDoubt[] = unnamed > 0 ? [{ kind: 'unnamed', count: unnamed }] : [];
  return pathSetOf(
    collector.finish(),
    { texts, nameOf: (netns, boot) => namespaces.nameOf(netns, boot) },
    doubts,
  );
}

/** What two logs differ in. */
export function compared(old: string | Buffer, fresh: string | Buffer, options?: CompareOptions): Comparison {
  return comparePaths(pathSet(old), pathSet(fresh), options);
}

/**
 * A comparison as lines that a person can review: `original init/FORWARD: in eth0 | in eth1`, then what only one side
 * has, then what can't be told.
 */
export function comparisonLines({ differences, missing, undecided }: Comparison): string[] {
  return [
    ...differences.map(({ direction, change, packets, of }) => {
      const { where, old, new: fresh } = changeRow(change);
      const isPart = packets.old !== of.old || packets.new !== of.new;
      const part = isPart ? ` (${packets.old} of ${of.old} | ${packets.new} of ${of.new})` : '';
      return `${direction} ${where}: ${old} | ${fresh}${part}`;
    }),
    ...missing.map(missingText),
    ...undecided.map(undecidedText),
  ];
}
