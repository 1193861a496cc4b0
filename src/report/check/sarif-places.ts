import { KERNEL_CLOCK } from '../../model/clock.js';
import type { Entry } from '../../model/entry.js';
import { hookName } from '../../model/hook.js';
import type { Packet } from '../../model/packet.js';
import type { Rule } from '../../model/policy.js';
import { shown } from '../../model/shown.js';
import { fileUri, STDIN } from './file-place.js';
import { ruleText } from '../findings/finding-text.js';
import { deviceText, type LogNames } from '../names.js';
import { sarifText } from './sarif-text.js';

/** GitHub shows so many steps of a path, and refuses a result with more than ten times as many. */
const MOST_STEPS = 1000;

/** A place in a file; nothing where it is standard input. */
function physicalPlace(path: string, region: object): object {
  return path === STDIN ? {} : { physicalLocation: { artifactLocation: { uri: fileUri(path) }, region } };
}

/**
 * Where a result is: at the rule's line of the policy. Where that came from standard input, where the example packet
 * begins: GitHub refuses results without a file.
 */
export function ruleLocation(rule: Rule, policy: string, example: Packet | null, names: LogNames): object {
  const { line, column } = rule.position;
  const place =
    policy === STDIN && example !== null
      ? entryPlace(example.entries[0]!, names)
      : physicalPlace(policy, { startLine: line, startColumn: column });
  const logicalLocations = [{ name: shown(rule.name), fullyQualifiedName: shown(ruleText(rule)) }];
  return { ...place, logicalLocations };
}

/**
 * The example packet's first and last line in the log, and its path entry by entry; nothing where the log came from
 * standard input. The message has the path in any case.
 */
export function packetPlaces(packet: Packet, names: LogNames): object {
  const entries = packet.entries.filter(({ file }) => names.inputs[file] !== STDIN);
  if (entries.length === 0) return {};
  const related = entries.length === 1 ? entries : [entries[0]!, entries.at(-1)!];
  const locations = entries.slice(0, MOST_STEPS).map((entry, i) => ({
    location: entryLocation(entry, packet, names),
    executionOrder: i + 1,
    ...(entry.clock === KERNEL_CLOCK && { properties: { kernelTime: timeText(entry) } }),
  }));
  return {
    relatedLocations: related.map((entry, id) => ({ id, ...entryLocation(entry, packet, names) })),
    codeFlows: [{ threadFlows: [{ locations }] }],
  };
}

function entryLocation(entry: Entry, { boot }: Packet, names: LogNames): object {
  const { texts, namespaces } = names;
  const devices = `${deviceText(texts, entry.in)} → ${deviceText(texts, entry.out)}`;
  const words = `${namespaces.nameOf(entry.netns, boot)}: ${hookName(entry.hook)} ${devices}`;
  return { ...entryPlace(entry, names), message: sarifText([words]) };
}

function entryPlace({ file, line }: Entry, { inputs }: LogNames): object {
  return physicalPlace(inputs[file]!, { startLine: line });
}

/** Seconds of the kernel's clock: no time of day, which `executionTimeUtc` would be. */
function timeText({ sec, usec }: Entry): string {
  return `${sec}.${String(usec).padStart(6, '0')}`;
}
