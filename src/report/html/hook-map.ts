import { FORWARD, hookName, LOCAL_IN, LOCAL_OUT, POST_ROUTING, PRE_ROUTING } from '../../model/hook.js';
import { counted, grouped } from '../line.js';
import { html, type Html } from './html.js';
import type { NamespaceTraffic } from './hook-traffic.js';

/** What a map is drawn of. */
export interface HookMap {
  /** Unique in the page. */
  readonly id: string;
  readonly name: string;
  readonly traffic: NamespaceTraffic;
  /** Names of the rules that sit at each hook. */
  readonly rules: readonly (readonly string[])[];
}

const BOX = { width: 112, height: 62 };
const VIEW = { width: 440, height: 292 };
const COLUMNS = [2, 164, 326];
const ROWS = [40, 154];
const LOCAL_Y = 264;

/** Top left corner of each hook's box, by its number: as packets go, left to right, with the host below. */
const PLACES: readonly (readonly [x: number, y: number])[] = [
  [COLUMNS[0]!, ROWS[0]!],
  [COLUMNS[0]!, ROWS[1]!],
  [COLUMNS[1]!, ROWS[0]!],
  [COLUMNS[2]!, ROWS[1]!],
  [COLUMNS[2]!, ROWS[0]!],
];

/** The five hooks of a namespace and how many packets went which way between them. */
export function hookMap({ id, name, traffic, rules }: HookMap): Html {
  const ways = waysOf(traffic);
  const most = Math.max(1, ...ways.map(({ count }) => count));
  return html`<svg class="map" viewBox="0 0 ${VIEW.width} ${VIEW.height}" role="img" aria-labelledby="${id}">
    <title id="${id}">${descriptionOf(name, traffic, rules)}</title>
    <rect class="local" x="2" y="${LOCAL_Y}" width="${VIEW.width - 4}" height="26" rx="4" />
    <text class="label" x="${VIEW.width / 2}" y="${LOCAL_Y + 17}" text-anchor="middle">
      processes of ${shortened(name)}
    </text>
    ${ways.map((way) => arrow(way, most))} ${PLACES.map((_, hook) => box(hook, traffic, rules[hook] ?? []))}
  </svg>`;
}

/** A straight way between two points, and how many packets went there. */
interface Way {
  readonly from: readonly [x: number, y: number];
  readonly to: readonly [x: number, y: number];
  readonly count: number;
  readonly label: string;
}

function waysOf({ entries, begun, arrived, steps, left, ended }: NamespaceTraffic): Way[] {
  const middle = (hook: number): number => PLACES[hook]![0] + BOX.width / 2;
  const top = (hook: number): number => PLACES[hook]![1];
  const bottom = (hook: number): number => top(hook) + BOX.height;
  const step = (from: number, to: number): number => steps[from]![to]!;
  const across = (from: number, to: number): Way => {
    const y = top(from) + BOX.height / 2;
    const count = step(from, to);
    return { from: [PLACES[from]![0] + BOX.width, y], to: [PLACES[to]![0], y], count, label: short(count) };
  };
  const down = (x: number, y: number, toY: number, count: number, word = ''): Way => ({
    from: [x, y],
    to: [x, toY],
    count,
    label: `${word}${short(count)}`,
  });
  const [pre, post, into, out] = [PRE_ROUTING, POST_ROUTING, LOCAL_IN, LOCAL_OUT];
  return [
    down(middle(pre), 6, top(pre), begun[pre]! + arrived[pre]!, 'in '),
    down(middle(post), top(post), 6, left[post]! + ended[post]!.sent, 'out '),
    across(pre, FORWARD),
    across(FORWARD, post),
    down(middle(pre), bottom(pre), top(into), step(pre, into)),
    down(middle(into), bottom(into), LOCAL_Y, ended[into]!.delivered),
    down(middle(out), LOCAL_Y, bottom(out), entries[out]! - step(out, out)),
    down(middle(out), top(out), bottom(post), step(out, post)),
  ];
}

function arrow({ from, to, count, label }: Way, most: number): Html {
  const [[x1, y1], [x2, y2]] = [from, to];
  if (count === 0) return html`<path class="way none" d="M${x1} ${y1}L${x2} ${y2}" /> `;
  const [dx, dy] = [Math.sign(x2 - x1), Math.sign(y2 - y1)];
  const width = (1 + 2.5 * Math.sqrt(count / most)).toFixed(1);
  // The head's base is 8 before its point, to both sides of the line.
  const [bx, by] = [x2 - 8 * dx, y2 - 8 * dy];
  const head = `M${x2} ${y2}L${bx + 5 * dy} ${by + 5 * dx}L${bx - 5 * dy} ${by - 5 * dx}Z`;
  const text =
    dx === 0
      ? html`<text class="count" x="${x1 + 9}" y="${(y1 + y2) / 2 + 4}">${label}</text>`
      : html`<text class="count" x="${(x1 + x2) / 2 - 2 * dx}" y="${y1 - 8}" text-anchor="middle"
          >${label}</text
        >`;
  return html`<path class="way" stroke-width="${width}" d="M${x1} ${y1}L${x2 - 6 * dx} ${y2 - 6 * dy}" /><path
      class="head"
      d="${head}"
    />${text} `;
}

function box(hook: number, { entries, ambiguous, ended }: NamespaceTraffic, rules: readonly string[]): Html {
  const [x, y] = PLACES[hook]!;
  const count = entries[hook]!;
  const doubt = ambiguous[hook]! > 0 ? ` (${short(ambiguous[hook]!)} ?)` : '';
  const trouble = troubleText(ended[hook]!);
  const center = x + BOX.width / 2;
  return html`<rect
      class="hook ${count === 0 ? 'none' : 'used'}"
      x="${x}"
      y="${y}"
      width="${BOX.width}"
      height="${BOX.height}"
      rx="6"
    />
    <text class="hookname" x="${center}" y="${y + 18}" text-anchor="middle"
      >${hookName(hook)}${rules.length > 0 ? html`<tspan class="star"> ★</tspan>` : null}</text
    >
    <text class="figure" x="${center}" y="${y + 38}" text-anchor="middle"
      >${count === 0 ? '–' : short(count) + doubt}</text
    >
    ${trouble === '' ? null : html`<text class="lost" x="${center}" y="${y + 54}" text-anchor="middle">${trouble}</text> `}`;
}

function troubleText({ stopped, open }: NamespaceTraffic['ended'][number]): string {
  return [
    ...(stopped > 0 ? [`╳ ${short(stopped)} stopped`] : []),
    ...(open > 0 ? [stopped > 0 ? `${short(open)} open` : `${short(open)} still open`] : []),
  ].join(', ');
}

/** What the drawing shows, in words; the exact counts are in the table below the maps. */
function descriptionOf(
  name: string,
  { entries, ended }: NamespaceTraffic,
  rules: readonly (readonly string[])[],
): string {
  const hooks = entries.map((count, hook) => {
    const { stopped } = ended[hook]!;
    const lost = stopped > 0 ? `, ${counted(stopped, 'packet')} stopped there` : '';
    const sits = (rules[hook] ?? []).length > 0 ? `, a rule sits there: ${rules[hook]!.join(', ')}` : '';
    return `${hookName(hook)} ${grouped(count)}${lost}${sits}`;
  });
  return `Hooks of ${name}, entries at each: ${hooks.join('; ')}`;
}

const NAME_WIDTH = 40;

function shortened(name: string): string {
  return name.length > NAME_WIDTH ? `${name.slice(0, NAME_WIDTH - 1)}…` : name;
}

/** A count that is never wider than six digits: `12,345`, `123k`, `1.2M`. */
function short(count: number): string {
  if (count < 100_000) return grouped(count);
  if (count < 999_500) return `${Math.round(count / 1000)}k`;
  return `${(count / 1e6).toFixed(count < 9.95e6 ? 1 : 0)}M`;
}
