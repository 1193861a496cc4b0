import { PathCollector } from '../compare/path-collector.js';
import { pathSetOf } from '../compare/path-set-of.js';
import type { AnalysisSink } from '../analyze.js';
import { hidesEntries } from '../model/ledger.js';
import type { CaptureDoubt, PathSet } from '../model/path-set.js';
import type { SummaryFacts } from '../report/json.js';
import { alsoTo } from './also-to.js';
import type { Reading } from './reading.js';

/** Reads a log to its end and folds its packets to the paths of each scenario; `also` sees them, too. */
export async function readPaths(
  reading: Reading,
  also: AnalysisSink = {},
): Promise<{ facts: SummaryFacts; paths: PathSet }> {
  const collector = new PathCollector();
  const facts = await reading.read(alsoTo(collector, also));
  const collected = collector.finish();
  const { texts, namespaces } = reading.names;
  const words = { texts, nameOf: (netns: number, boot: number) => namespaces.nameOf(netns, boot) };
  return { facts, paths: pathSetOf(collected, words, doubtsOf(reading, facts, collector.unlisted)) };
}

function doubtsOf({ analysis }: Reading, { complete }: SummaryFacts, unlisted: number): CaptureDoubt[] {
  const { lost, incomplete, late } = analysis.ledger;
  const counts: CaptureDoubt[] = [
    {
      kind: 'lost',
      count: lost.filter(hidesEntries).reduce((sum, { count }) => sum + Math.max(count ?? 1, 1), 0),
    },
    { kind: 'unnamed', count: incomplete.unnamed },
    { kind: 'late', count: late },
    { kind: 'unlisted', count: unlisted },
    { kind: 'interrupted', count: complete ? 0 : 1 },
  ];
  return counts.filter(({ count }) => count > 0);
}
