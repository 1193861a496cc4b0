import { destinationOf, sourceOf, type Entry } from '../model/entry.js';
import { comparedDeviceName, usualDevice } from '../model/device-name.js';
import type { Endpoint } from '../model/flow.js';
import { LOCAL_OUT } from '../model/hook.js';
import { isAmbiguous, startsMidPath, type Packet } from '../model/packet.js';
import {
  CLIENT,
  type CaptureDoubt,
  type PathDoubt,
  type PathEntry,
  type PathSet,
  type ScenarioPath,
} from '../model/path-set.js';
import { INIT, SERVICE, serviceEndpointText } from '../model/policy.js';
import { isHiddenPointer, NONE, type SymbolId, type SymbolTexts } from '../model/symbol.js';
import { anchorOf } from './fold-key.js';
import { LocalNamespaces } from './local-namespaces.js';
import { joinScenarios } from './join-scenarios.js';
import { numberNamespaces, UNNAMED } from './number-namespaces.js';
import type { CollectedPath, CollectedScenario } from './path-collector.js';

/** What the words of a log are taken from. */
export interface PathWords {
  readonly texts: SymbolTexts;
  /** The user's name for a namespace; else an address of its own, or its pointer. */
  nameOf(netns: SymbolId, boot: number): string;
}

/** Puts the paths of a log into words that mean the same in every boot. */
export function pathSetOf(
  collected: readonly CollectedScenario[],
  words: PathWords,
  doubts: readonly CaptureDoubt[],
): PathSet {
  const local = new LocalNamespaces(collected);
  const scenarios = collected.map((scenario) => ({
    server: endpointWord(scenario.server, words.texts),
    published: scenario.published === null ? null : endpointWord(scenario.published, words.texts),
    from: scenario.from,
    paths: numberNamespaces(scenario.paths.map((path) => pathOf(path, scenario, words, local))),
  }));
  const hidden = collected.some(({ paths }) =>
    paths.some(({ example }) =>
      example.entries.some(({ netns }) => isHiddenPointer(words.texts.text(netns))),
    ),
  );
  return {
    scenarios: joinScenarios(scenarios),
    doubts: hidden ? [...doubts, { kind: 'hidden-pointers', count: 1 }] : doubts,
  };
}

function pathOf(
  { example, translated, packets, clients, times }: CollectedPath,
  scenario: CollectedScenario,
  words: PathWords,
  local: LocalNamespaces,
): ScenarioPath {
  const { direction, fate, entries, atBegin, atEnd } = example;
  const medians = times.map(({ median }) => median);
  const netnsWords = namespaceWords(example, scenario.server, words, local);
  return {
    direction,
    fate,
    entries: entries.map((entry) => ({
      netns: netnsWords.get(entry.netns)!,
      ...entryOf(entry, example, translated, words.texts),
    })),
    packets,
    clients: [...clients].map((client) => words.texts.text(client)),
    doubt: doubtOf(example),
    mayLackFront: atBegin && entries[0]!.hook !== LOCAL_OUT,
    mayLackEnd: atEnd && (fate === 'sent' || fate === 'open'),
    times: medians.some(Number.isNaN) ? null : medians,
    place: { file: entries[0]!.file, first: entries[0]!.line, last: entries.at(-1)!.line },
  };
}

function doubtOf(packet: Packet): PathDoubt | null {
  if (packet.hasGap || startsMidPath(packet)) return 'incomplete';
  if (isAmbiguous(packet)) return 'ambiguous';
  return packet.fate === 'open' ? 'open' : null;
}

function entryOf(
  entry: Entry,
  packet: Packet,
  translated: SymbolId | null,
  texts: SymbolTexts,
): Omit<PathEntry, 'netns'> {
  const anchor = anchorOf(packet);
  const clientWord = (address: SymbolId): string =>
    address !== anchor ? texts.text(address) : translated === null ? CLIENT : texts.text(translated);
  const isOriginal = packet.direction === 'original';
  const deviceWord = (device: SymbolId): string | null =>
    device === NONE ? null : comparedDeviceName(texts.text(device));
  return {
    hook: entry.hook,
    in: deviceWord(entry.in),
    out: deviceWord(entry.out),
    ...(entry.dev !== usualDevice(entry.hook, entry, NONE) && { dev: deviceWord(entry.dev) }),
    src: isOriginal ? clientWord(entry.src) : endpointWord(sourceOf(entry), texts),
    dst: isOriginal ? endpointWord(destinationOf(entry), texts) : clientWord(entry.dst),
  };
}

/** The words for the namespaces of a path; no two have the same. */
function namespaceWords(
  packet: Packet,
  server: Endpoint,
  words: PathWords,
  local: LocalNamespaces,
): Map<SymbolId, string> {
  const found = new Map<SymbolId, string>();
  const times = new Map<string, number>();
  for (const entry of packet.entries) {
    if (found.has(entry.netns)) continue;
    const word = namespaceWord(entry, packet, server, words, local);
    const time = (times.get(word) ?? 0) + 1;
    times.set(word, time);
    found.set(entry.netns, time === 1 ? word : `${word}#${time}`);
  }
  return found;
}

function namespaceWord(
  { netns, initnet }: Entry,
  packet: Packet,
  server: Endpoint,
  { texts, nameOf }: PathWords,
  local: LocalNamespaces,
): string {
  const { boot } = packet;
  if (netns === initnet) return INIT;
  if (local.isService(boot, server, netns)) return SERVICE;
  if (local.isClient(boot, anchorOf(packet), netns)) return CLIENT;
  const name = nameOf(netns, boot);
  const pointer = texts.text(netns);
  return name === pointer || isAddress(name) ? `${UNNAMED}${pointer}` : name;
}

/** Whether a namespace is named by an address of its own, which another capture need not show. */
function isAddress(name: string): boolean {
  return /^[0-9.]+(?:#\d+)?$|:/.test(name);
}

/** As policies write it. */
function endpointWord({ protocol, address, port }: Endpoint, texts: SymbolTexts): string {
  return serviceEndpointText({ protocol, address: texts.text(address), port });
}
