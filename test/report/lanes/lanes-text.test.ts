import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { columnsOf } from '../../../src/report/columns.js';
import type { LanePicture, LaneRow, LaneSign } from '../../../src/report/lanes/lane-picture.js';
import { lanesText } from '../../../src/report/lanes/text/lanes-text.js';
import { plainText } from '../../../src/report/line.js';
import { oldestAndNewest } from '../../support/golden.js';
import { drawnLog, longLog, picturesOf } from '../../support/drawn.js';
import { ran } from '../../support/in-process.js';

function drawn(picture: LanePicture, width: number): string[] {
  return lanesText(picture, width).map((line) => plainText(line).trimEnd());
}

const NAMES = ['init', '10.10.10.3', 'fd00:dead:beef:cafe:1234:5678:9abc:def0', '容器', 'a'] as const;
const TEXTS = ['eth0 →', 'docker0 → docker0 (port vethc2)', '\\x1b[31m\\x00 →', '→ 网桥', ''] as const;
const SIGNS: readonly LaneSign[] = ['nat', 'star', 'cross', 'doubt', 'cut', 'exit'];

/** Pictures as paths make them: a crossing leads from the lane where the packet is, and a hook follows. */
const pictures = fc
  .array(
    fc.record({
      lane: fc.nat(4),
      text: fc.constantFrom(...TEXTS),
      time: fc.constantFrom('', '+21 µs', '~1,234.5 ms'),
      isAmbiguous: fc.boolean(),
      note: fc.option(fc.constantFrom(...SIGNS)),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map((steps): LanePicture => {
    let at = steps[0]!.lane;
    const rows = steps.flatMap(({ lane, text, time, isAmbiguous, note }): LaneRow[] => {
      const crossing = {
        kind: 'crossing',
        from: at,
        to: lane,
        out: 'a',
        in: 'b',
        isPast: isAmbiguous,
      } as const;
      const isCrossing = lane !== at;
      at = lane;
      return [
        ...(isCrossing ? [crossing] : []),
        { kind: 'station', lane, hook: 'POST_ROUTING', devices: text, time, isAmbiguous },
        ...(note === null
          ? []
          : [{ kind: 'note', lane, sign: note, text: `note ${text}`, as: 'warn' } as const]),
      ];
    });
    return {
      direction: 'original',
      doubtful: 0,
      heading: ['original ×5'],
      lanes: NAMES.map((name) => ({ key: name, name })),
      rows,
    };
  });

const widths = fc.oneof(fc.integer({ min: 20, max: 120 }), fc.constant(Infinity));

describe('lanes as text', () => {
  test('no line is wider than it may be, and no text of the picture is missing', () => {
    fc.assert(
      fc.property(pictures, widths, (picture, width) => {
        const lines = drawn(picture, width);
        for (const line of lines) expect(columnsOf(line)).toBeLessThanOrEqual(width);
        const { rows } = picture;
        const inks = (sign: RegExp): number => lines.join('').match(sign)?.length ?? 0;
        const stations = rows.filter((row) => row.kind === 'station');
        expect(inks(/●/g)).toBe(stations.filter(({ isAmbiguous }) => !isAmbiguous).length);
        expect(inks(/POST_ROUTING/g)).toBe(stations.length);
        expect(inks(/µs|ms/g)).toBe(stations.filter(({ time }) => time !== '').length);
        expect(inks(/note/g)).toBe(rows.filter(({ kind }) => kind === 'note').length);
        // An arrow, or the words that stand for it.
        expect(inks(/[▶◀]|goes/g)).toBe(rows.filter(({ kind }) => kind === 'crossing').length);
      }),
      { numRuns: 300, seed: 1 },
    );
  });

  test('what is folded is whole: its pieces put together are the text', () => {
    const [picture] = picturesOf(drawnLog(longLog(3, 'eth0123456789a')));
    const narrow = drawn(picture!, 24)
      .map((line) => line.replace(/^ *[│●] /, ''))
      .join(' ');
    for (const row of picture!.rows)
      if (row.kind === 'station')
        expect(narrow.replaceAll(' ', '')).toContain(row.devices.replaceAll(' ', ''));
  });

  test.each(oldestAndNewest().map(({ log }) => log))(
    '%s fits into 80 columns side by side, with every hook on one line',
    async (log) => {
      const { stdout } = await ran(['draw', '--width', '80', log]);
      expect(stdout).not.toContain('one below the other');
      for (const line of stdout.split('\n')) expect(columnsOf(line)).toBeLessThanOrEqual(80);
      // A hook that knows devices has them behind it, not below.
      expect(stdout).not.toMatch(/[●?] (?:PRE_ROUTING|LOCAL_IN|FORWARD|LOCAL_OUT|POST_ROUTING) *(?:┊|$)/m);
    },
  );

  test('of more namespaces than fit the pieces stand below each other, and it is said', () => {
    const [picture] = picturesOf(drawnLog(longLog(9, 'eth0')));
    const text = drawn(picture!, 72).join('\n');
    expect(text).toMatch(/^ +9 namespaces in 72 columns: drawn in \d pieces, one below the other$/m);
    expect(text.match(/▼ goes on/g)!.length).toBe(Number(/in (\d) pieces/.exec(text)![1]) - 1);
  });

  test('ASCII is ASCII, in columns of the same width', async () => {
    const args = ['fixtures/dropped-in-forward/linux-6.1.log', '-p', 'fixtures/policies/guard.yaml'];
    const [plain, ascii] = [await ran(['draw', ...args]), await ran(['draw', '--ascii', ...args])];
    expect(ascii.stdout).toMatch(/^[\n\x20-\x7e]*$/);
    expect(ascii.stdout.split('\n').map(({ length }) => length)).toEqual(
      plain.stdout.split('\n').map(({ length }) => length),
    );
  });
});
