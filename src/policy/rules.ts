import type { Direction } from '../model/packet.js';
import type { ClientClass, DeviceSide, FilePosition, Rule, Service } from '../model/policy.js';
import { FIRST } from '../model/priority.js';
import { didYouMean } from '../yaml/did-you-mean.js';
import type { Parsed } from '../yaml/parsed.js';
import { parsePlacement } from './placement-word.js';
import { parsePriority } from './priority-word.js';
import type { Reader } from '../yaml/reader.js';
import { readPaths } from './rule-paths.js';
import type { RuleData } from './schema.js';
import { isPrintable, oneOf, quoted } from '../yaml/shown-text.js';
import type { DataPath } from '../yaml/yaml-tree.js';

/** What a policy's rules can refer to. */
export interface Known {
  readonly services: ReadonlyMap<string, Service>;
  /** Names of services, also of those with problems. */
  readonly serviceNames: readonly string[];
  readonly namespaces: readonly string[];
}

/** The rules of a policy, without those whose service is unknown. */
export function readRules(
  rules: readonly RuleData[],
  known: Known,
  reader: Reader,
  positionOf: (offset: number) => FilePosition,
): Rule[] {
  const lineOfName = new Map<string, number>();
  return rules.flatMap((rule, i) => {
    const path = ['rules', i];
    const position = positionOf(reader.tree.valueOffset(path));
    readName(rule.name, [...path, 'name'], lineOfName, position.line, reader);
    const protects = readProtected(rule.protects, [...path, 'protects'], known, reader);
    const details = readDetails(rule, path, known, reader);
    if (protects === undefined) return [];
    const { match = 'address' } = rule;
    if (match === 'published' && protects.published.length === 0) {
      reader.blame(
        [...path, 'match'],
        `nothing is published of the service ${quoted(protects.name)}; give it "published", or match its address`,
      );
    }
    return [{ name: rule.name, protects, match, ...details, position }];
  });
}

function readName(
  name: string,
  path: DataPath,
  lineOf: Map<string, number>,
  line: number,
  reader: Reader,
): void {
  const other = lineOf.get(name);
  if (name.trim() === '') reader.blame(path, 'a rule’s name must not be empty');
  else if (name.trim() !== name) reader.blame(path, 'a rule’s name must not begin or end with blanks');
  else if (!isPrintable(name))
    reader.blame(path, `a rule’s name must be of one line and without control characters: ${quoted(name)}`);
  else if (other !== undefined)
    reader.blame(
      path,
      `the rule in line ${other} is called ${quoted(name)}, too; each needs a name of its own`,
    );
  else lineOf.set(name, line);
}

function readProtected(
  name: string,
  path: DataPath,
  { services, serviceNames }: Known,
  reader: Reader,
): Service | undefined {
  // Where there are none, that has been said.
  if (serviceNames.length > 0 && !serviceNames.includes(name)) {
    const hint = didYouMean(name, serviceNames) || `; this policy has ${oneOf(serviceNames, 'and')}`;
    reader.blame(path, `there is no service ${quoted(name)}${hint}`);
  }
  return services.get(name);
}

type Details = Omit<Rule, 'name' | 'protects' | 'match' | 'position'>;

function readDetails(rule: RuleData, path: DataPath, { namespaces }: Known, reader: Reader): Details {
  const given = rule.directions ?? ['original', 'reply'];
  const directions = reader.takeAll(given, [...path, 'directions'], asIs<Direction>);
  const from = reader.takeAll(rule.from, [...path, 'from'], asIs<ClientClass>);
  return {
    at: reader.takeAll(rule.at, [...path, 'at'], (text) => parsePlacement(text, namespaces)),
    priority: reader.take([...path, 'priority'], parsePriority(rule.priority ?? FIRST)) ?? FIRST,
    directions,
    from: rule.from === undefined ? null : from,
    devices: reader.takeAll(rule.devices, [...path, 'devices'], asIs<DeviceSide>),
    path: readPaths(rule.path, [...path, 'path'], directions, namespaces, reader),
  };
}

/** Words that the schema has already looked at. */
function asIs<Word>(word: Word): Parsed<Word> {
  return { value: word };
}
