import { Document, parseDocument } from 'yaml';
import type { Direction } from '../model/packet.js';
import { targetOf, type PathSet, type Scenario, type ScenarioPath } from '../model/path-set.js';
import { keepComments } from './keep-comments.js';
import { pathLines } from './path-lines.js';
import { UNKNOWN, type PathData, type ScenarioData, type SnapshotData } from './schema.js';

const HEADER = [
  ' The paths that packets take, as nfpath snapshot has seen them. Read a change of this file as you would read one of',
  ' the code: "nfpath diff" says what it means. Comments stay where they are when "nfpath snapshot --update" renews it.',
].join('\n');

/**
 * A snapshot as YAML, the same for the same paths whatever the order in which they were seen. `leftOut` is what could
 * not be told of the captures; `earlier` is the text of the snapshot that this one replaces, whose comments are kept.
 */
export function snapshotText(set: PathSet, leftOut: readonly string[], earlier: string | null): string {
  const document = new Document(snapshotData(set, leftOut));
  if (earlier === null) document.commentBefore = HEADER;
  else keepComments(parseDocument(earlier), document);
  return document.toString({ lineWidth: 0 });
}

function snapshotData({ scenarios }: PathSet, leftOut: readonly string[]): SnapshotData {
  const data = scenarios.map((scenario) => ({ scenario: scenarioData(scenario), text: sortText(scenario) }));
  return {
    version: 1,
    scenarios: data.sort((a, b) => compareTexts(a.text, b.text)).map(({ scenario }) => scenario),
    ...(leftOut.length > 0 && { 'left-out': [...new Set(leftOut)].sort(compareTexts) }),
  };
}

function scenarioData(scenario: Scenario): ScenarioData {
  const { server, from, paths } = scenario;
  const to = targetOf(scenario);
  const original = pathsData(paths, 'original');
  const reply = pathsData(paths, 'reply');
  return {
    from: from ?? UNKNOWN,
    to,
    ...(server !== to && { server }),
    ...(original.length > 0 && { original }),
    ...(reply.length > 0 && { reply }),
  };
}

function pathsData(paths: readonly ScenarioPath[], direction: Direction): PathData[] {
  return paths
    .filter((path) => path.direction === direction && path.fate !== 'open')
    .map(({ fate, entries }) => ({ fate: fate as PathData['fate'], path: pathLines(entries) }))
    .map((data) => ({ data, text: [data.fate, ...data.path].join('\n') }))
    .sort((a, b) => compareTexts(a.text, b.text))
    .map(({ data }) => data);
}

function sortText(scenario: Scenario): string {
  return [targetOf(scenario), scenario.server, scenario.from ?? UNKNOWN].join('\n');
}

/** By code units: the same in every locale. */
function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
