import { diffReport, type DiffOptions } from '../api/diff.js';
import { diffVerdict } from '../report/diff/diff-report.js';
import { diffText } from '../report/diff/diff-text.js';
import { Inconclusive, LOOK, type Capture, type MatcherResult } from './capture.js';

export type MatchOptions = Pick<DiffOptions, 'map' | 'mapNetns' | 'mapDev'>;

/**
 * Whether a capture's packets take the paths of a snapshot, which is the old side of the comparison. Throws where the
 * capture can't tell.
 */
export async function toMatchPaths(
  capture: Capture,
  snapshot: string | URL,
  options: MatchOptions = {},
): Promise<MatcherResult> {
  const report = await diffReport(snapshot, capture, options);
  const verdict = diffVerdict(report);
  const text = (): string => diffText(report, LOOK);
  if (verdict === 'inconclusive') {
    throw new Inconclusive(
      `the capture can't tell whether its packets take the paths of the snapshot\n\n${text()}`,
    );
  }
  const isSame = verdict === 'same';
  return {
    pass: isSame,
    message: () =>
      isSame
        ? `expected other paths than those of the snapshot\n\n${text()}`
        : `expected the paths of the snapshot\n\n${text()}\nTo accept them: nfpath snapshot LOG --update ${report.sides.old.input}\n`,
  };
}
