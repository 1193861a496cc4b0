import type { Direction } from '../model/packet.js';
import type { PathSet, Scenario, ScenarioPath } from '../model/path-set.js';
import { parseEndpoint } from '../policy/endpoint.js';
import type { Parsed } from '../yaml/parsed.js';
import { Reader } from '../yaml/reader.js';
import { shapeProblems } from '../yaml/shape-problems.js';
import { YamlText } from '../yaml/yaml-text.js';
import type { DataPath } from '../yaml/yaml-tree.js';
import { parsePathLines } from './path-lines.js';
import { SNAPSHOT_FILE, SNAPSHOT_SCHEMA, UNKNOWN, type PathData, type ScenarioData } from './schema.js';

/** Reads a snapshot (docs/snapshots.md). `file` is what messages call it. Throws BadFile. */
export function parseSnapshot(text: string, file: string): PathSet {
  const yaml = new YamlText(text, file, SNAPSHOT_FILE);
  const tree = yaml.parse();
  const shaped = SNAPSHOT_SCHEMA.safeParse(tree.data);
  if (!shaped.success) return yaml.refuse(shapeProblems(shaped.error.issues, tree, SNAPSHOT_FILE));
  const reader = new Reader(tree);
  const seen = new Set<string>();
  const scenarios = shaped.data.scenarios.map((data, i): Scenario => {
    const at = ['scenarios', i];
    const scenario = readScenario(data, at, reader);
    const key = JSON.stringify([scenario.server, scenario.published, scenario.from]);
    if (seen.has(key)) reader.blame(at, 'this scenario is there twice; put its paths into one');
    seen.add(key);
    return scenario;
  });
  if (reader.problems.length > 0) yaml.refuse(reader.problems);
  const leftOut = shaped.data['left-out'] ?? [];
  return { scenarios, doubts: leftOut.length > 0 ? [{ kind: 'left-out', count: leftOut.length }] : [] };
}

function readScenario(
  { from, to, server = to, original, reply }: ScenarioData,
  at: DataPath,
  reader: Reader,
): Scenario {
  reader.take([...at, 'to'], endpointText(to));
  reader.take([...at, 'server'], endpointText(server));
  return {
    server,
    published: to === server ? null : to,
    from: from === UNKNOWN ? null : from,
    paths: [
      ...readPaths(original, 'original', [...at, 'original'], reader),
      ...readPaths(reply, 'reply', [...at, 'reply'], reader),
    ],
  };
}

/** Addresses are compared letter by letter, so they must be written as the kernel prints them. */
function endpointText(text: string): Parsed<string> {
  const parsed = parseEndpoint(text);
  return 'problem' in parsed ? parsed : { value: text };
}

function readPaths(
  paths: readonly PathData[] | undefined,
  direction: Direction,
  at: DataPath,
  reader: Reader,
): ScenarioPath[] {
  return (paths ?? []).map(({ fate, path }, i): ScenarioPath => {
    const { entries, problems } = parsePathLines(path);
    for (const { index, problem } of problems) reader.blame([...at, i, 'path', index], problem);
    return {
      direction,
      fate,
      entries,
      packets: null,
      clients: null,
      doubt: null,
      mayLackFront: false,
      mayLackEnd: false,
      times: null,
      place: null,
    };
  });
}
