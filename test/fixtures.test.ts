import fs from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  analyze,
  capturesOf,
  FIXTURES,
  goldenNdjson,
  parseNdjson,
  scenarios,
  terminalText,
  type Analysed,
  type JsonEntry,
  type Outcome,
} from './support/golden.js';

/*
 * Every capture under fixtures/ against the output that was read and found right. To accept a new output:
 *
 *     npm test -- fixtures -u
 *
 * and read the difference before it is committed. Nothing is ever written where CI is set.
 */

const HOOKS = ['PRE_ROUTING', 'LOCAL_IN', 'FORWARD', 'LOCAL_OUT', 'POST_ROUTING'];

describe.each(scenarios())('%s', (scenario) => {
  const captures = capturesOf(scenario);

  test('has a log, a README, goldens, and nothing else', () => {
    expect(captures).not.toEqual([]);
    const wanted = captures.flatMap(({ log, text, ndjson }) => [log, text, ndjson]);
    const found = fs
      .readdirSync(path.join(FIXTURES, scenario))
      .map((name) => `${FIXTURES}/${scenario}/${name}`);
    // An update writes the goldens only after this.
    const missing = isUpdate() ? wanted.filter((file) => !found.includes(file)) : [];
    expect([...found, ...missing].sort()).toEqual([...wanted, `${FIXTURES}/${scenario}/README.md`].sort());
  });

  describe.each(captures)('$log', (capture) => {
    let text: Outcome;
    let json: Outcome;
    let analysed: Analysed;

    beforeAll(async () => {
      [text, json] = await Promise.all([analyze(capture), analyze(capture, '--format', 'json')]);
      analysed = parseNdjson(json.stdout);
    });

    test('prints its goldens', async () => {
      await expect(terminalText(capture, text)).toMatchFileSnapshot(path.resolve(capture.text));
      await expect(goldenNdjson(capture, json)).toMatchFileSnapshot(path.resolve(capture.ndjson));
      expect(json.code).toBe(0);
    });

    test('adds up', () => {
      const { packets, flows, summary } = analysed;
      const { total, ...kinds } = summary.lines;
      expect(total).toBe(capture.lines.length - 2); // the empty one before line 1, and what follows the last "\n"
      expect(total).toBe(sum(Object.values(kinds)));
      expect(kinds.trace + 3 * summary.oneLine).toBe(
        4 * summary.entries.total + summary.incomplete.lines + summary.module,
      );
      expect(entriesOf(analysed)).toHaveLength(summary.entries.total);
      expect(packets).toHaveLength(summary.packets);
      expect(flows).toHaveLength(summary.flows);
      for (const flow of flows) {
        for (const direction of ['original', 'reply'] as const) {
          const ids = [flow.id, ...(flow.aliases ?? [])];
          const own = packets.filter((packet) => ids.includes(packet.flow) && packet.direction === direction);
          expect(flow.packets[direction]).toBe(own.length);
        }
      }
    });

    test('says of every entry what its lines in the log say', () => {
      const { lines } = capture;
      for (const { entry, skb, netns } of entriesOf(analysed)) {
        if (/\]: v2 /.test(lines[entry.line]!)) {
          expect(lines[entry.line]).toMatch(wholeLine(entry, netns, skb));
          continue;
        }
        expect(lines[entry.line]).toMatch(packetLine(entry, skb));
        if (!isContiguous(lines, entry.line)) continue;
        expect(lines[entry.line - 1]).toMatch(inOutLine(entry, netns));
        expect(lines[entry.line - 2]).toMatch(deviceLine(entry, netns));
      }
    });

    test('agrees with the hooks that people wrote behind the separators', () => {
      const hooks = new Map(entriesOf(analysed).map(({ entry }) => [entry.line, entry.hook]));
      capture.lines.forEach((line, number) => {
        const label = /={52} (\w+)$/.exec(line)?.[1];
        if (label !== undefined) expect(hooks.get(number + 3)).toBe(label);
      });
    });
  });
});

test('a separator that time has left behind is an incomplete record', async () => {
  const [capture] = capturesOf('container-to-container-bridge-nf');
  const { summary } = parseNdjson((await analyze(capture!, '--format', 'json')).stdout);
  expect(capture!.lines[1]).toBe(`[3615588.895871] [nftrace]: ${'='.repeat(52)}`);
  expect(summary.incomplete).toEqual({ records: 1, lines: 1 });
});

/** Whether vitest runs with `-u`. */
function isUpdate(): boolean {
  return expect.getState().snapshotState.snapshotUpdateState === 'all';
}

interface PlacedEntry {
  entry: JsonEntry;
  skb: string;
  netns: string;
}

function entriesOf({ packets }: Analysed): PlacedEntry[] {
  return packets.flatMap(({ skb, hops }) =>
    hops.flatMap(({ netns, entries }) => entries.map((entry) => ({ entry, skb, netns }))),
  );
}

/** Whether the four lines that end here are one record in one piece. */
function isContiguous(lines: readonly string[], packetLineNumber: number): boolean {
  const forms = [/={52}( \w+)?$/, /\]: DEV: /, /\]: IN DEV: /];
  return forms.every((form, i) => form.test(lines[packetLineNumber - 3 + i] ?? ''));
}

const NULL_POINTER = '(?:\\(null\\)|0{16})';

function packetLine({ hook, src, dst }: JsonEntry, skb: string): RegExp {
  return ending(`[${HOOKS.indexOf(hook)}]: ${src}->${dst}, skb: ${skb}`);
}

function inOutLine(entry: JsonEntry, netns: string): RegExp {
  const side = (device: string | null): string =>
    device === null ? `\\(null\\), NS: ${NULL_POINTER}` : `${escaped(device)}, NS: ${netns}`;
  return new RegExp(`\\]: IN DEV: ${side(entry.in)}, OUT DEV: ${side(entry.out)}$`);
}

function deviceLine({ dev }: JsonEntry, netns: string): RegExp {
  const device = dev === null ? `\\(no dev\\), NS: ${NULL_POINTER}` : `${escaped(dev)}, NS: ${netns}`;
  return new RegExp(`\\]: DEV: ${device}, INITNET: \\w+$`);
}

/** An entry of format 2. ICMP has no ports there, which the JSON has an echo's identifier for. */
function wholeLine({ hook, src, dst, dev, in: inDev, out }: JsonEntry, netns: string, skb: string): RegExp {
  const side = (device: string | null): string => (device === null ? '-' : `${escaped(device)}/\\d+`);
  const end = (text: string): string => {
    const [, address, port] = /^\[?([0-9a-f.:]+?)\]?((?:(?<=\]):|(?<=^[0-9.]+):)\d+)?$/.exec(text)!;
    const host = escaped(address!.includes(':') ? `[${address}]` : address!);
    return port === undefined ? host : `${host}(?:${port})?`;
  };
  return new RegExp(
    ` ${hook} .* netns=${netns.replace(/#\d+$/, '')} .* dev=${side(dev)} in=${side(inDev)} out=${side(out)} .*` +
      ` skb=${skb} .* ${end(src)}->${end(dst)} `,
  );
}

function ending(text: string): RegExp {
  return new RegExp(`\\]: ${escaped(text)}$`);
}

function escaped(text: string): string {
  return text.replace(/[^\w ]/g, '\\$&');
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
