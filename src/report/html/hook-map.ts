import { hookName } from '../../model/hook.js';
import { counted, grouped } from '../line.js';
import type { NamespaceTraffic } from './hook-traffic.js';
import { html, type Html } from './html.js';
import {
  BOX_WIDTH,
  layoutOf,
  LINE,
  MAP_WIDTH,
  shortCount,
  waysOf,
  type MapLayout,
  type MapWay,
} from './map-layout.js';

/** What a map is drawn of. */
export interface HookMap {
  /** Unique in the page. */
  readonly id: string;
  readonly name: string;
  readonly traffic: NamespaceTraffic;
  /** Names of the rules that sit at each hook. */
  readonly rules: readonly (readonly string[])[];
}

/** The five hooks of a namespace and how many packets went which way between them. */
export function hookMap({ id, name, traffic, rules }: HookMap): Html {
  const troubles = traffic.entries.map((_, hook) => troublesAt(hook, traffic));
  const layout = layoutOf(Math.max(...troubles.map(({ length }) => length)));
  const ways = waysOf(traffic, layout);
  const most = Math.max(1, ...ways.map(({ count }) => count));
  const { localY } = layout;
  return html`<svg class="map" viewBox="0 0 ${MAP_WIDTH} ${localY + 28}" role="img" aria-labelledby="${id}">
    <title id="${id}">${descriptionOf(name, traffic, rules)}</title>
    <rect class="local" x="2" y="${localY}" width="${MAP_WIDTH - 4}" height="26" rx="4" />
    <text class="label" x="${MAP_WIDTH / 2}" y="${localY + 17}" text-anchor="middle">
      processes of ${shortened(name)}
    </text>
    ${ways.map((way) => arrow(way, most))}
    ${layout.places.map((place, hook) =>
      box(place, layout.boxHeight, {
        hook,
        count: traffic.entries[hook]!,
        troubles: troubles[hook]!,
        hasRule: (rules[hook] ?? []).length > 0,
      }),
    )}
  </svg>`;
}

function arrow({ from, to, count, label }: MapWay, most: number): Html {
  const [[x1, y1], [x2, y2]] = [from, to];
  if (count === 0) return html`<path class="way none" d="M${x1} ${y1}L${x2} ${y2}" /> `;
  const [dx, dy] = [Math.sign(x2 - x1), Math.sign(y2 - y1)];
  const width = (1 + 2.5 * Math.sqrt(count / most)).toFixed(1);
  // The head's base is 8 before its point, to both sides of the line.
  const [bx, by] = [x2 - 8 * dx, y2 - 8 * dy];
  const head = `M${x2} ${y2}L${bx + 5 * dy} ${by + 5 * dx}L${bx - 5 * dy} ${by - 5 * dx}Z`;
  return html`<path class="way" stroke-width="${width}" d="M${x1} ${y1}L${x2 - 6 * dx} ${y2 - 6 * dy}" /><path
      class="head"
      d="${head}"
    />${labelOf(x1, y1, x2, y2, label)} `;
}

/** Above a way across; beside one up or down, towards the middle of the map. */
function labelOf(x1: number, y1: number, x2: number, y2: number, label: string): Html {
  if (y1 === y2)
    return html`<text class="count" x="${(x1 + x2) / 2 - 2}" y="${y1 - 8}" text-anchor="middle"
      >${label}</text
    >`;
  const y = (y1 + y2) / 2 + 4;
  return x1 < MAP_WIDTH / 2
    ? html`<text class="count" x="${x1 + 9}" y="${y}">${label}</text>`
    : html`<text class="count" x="${x1 - 9}" y="${y}" text-anchor="end">${label}</text>`;
}

interface Box {
  readonly hook: number;
  readonly count: number;
  /** What became of packets there, a line each. */
  readonly troubles: readonly Trouble[];
  readonly hasRule: boolean;
}

interface Trouble {
  readonly text: string;
  readonly as: 'bad' | 'warn';
}

function box(
  [x, y]: MapLayout['places'][number],
  height: number,
  { hook, count, troubles, hasRule }: Box,
): Html {
  const center = x + BOX_WIDTH / 2;
  return html`<rect
      class="hook ${count === 0 ? 'none' : 'used'}"
      x="${x}"
      y="${y}"
      width="${BOX_WIDTH}"
      height="${height}"
      rx="6"
    />
    <text class="hookname" x="${center}" y="${y + 18}" text-anchor="middle">${hookName(hook)}</text>
    <text class="figure" x="${center}" y="${y + 37}" text-anchor="middle"
      >${count === 0 ? '–' : shortCount(count)}</text
    >
    ${hasRule ? html`<text class="star" x="${x + BOX_WIDTH - 18}" y="${y + 37}">★</text> ` : null}${troubles.map(
      ({ text, as }, i) =>
        html`<text class="trouble ${as}" x="${center}" y="${y + 37 + LINE * (i + 1)}" text-anchor="middle"
          >${text}</text
        > `,
    )}`;
}

function troublesAt(hook: number, { ambiguous, ended }: NamespaceTraffic): Trouble[] {
  const { stopped, open } = ended[hook]!;
  return [
    ...(stopped > 0 ? [{ text: `╳ ${shortCount(stopped)} stopped`, as: 'bad' } as const] : []),
    ...(open > 0 ? [{ text: `${shortCount(open)} still open`, as: 'warn' } as const] : []),
    ...(ambiguous[hook]! > 0
      ? [{ text: `? ${shortCount(ambiguous[hook]!)} ambiguous`, as: 'warn' } as const]
      : []),
  ];
}

/** What the drawing shows, in words; the exact counts are in the table below the maps. */
function descriptionOf(
  name: string,
  { entries, ambiguous, ended }: NamespaceTraffic,
  rules: readonly (readonly string[])[],
): string {
  const hooks = entries.map((count, hook) => {
    const { stopped } = ended[hook]!;
    const lost = stopped > 0 ? `, ${counted(stopped, 'packet')} stopped there` : '';
    const doubt = ambiguous[hook]! > 0 ? `, ${grouped(ambiguous[hook]!)} of them ambiguous` : '';
    const sits = (rules[hook] ?? []).length > 0 ? `, a rule sits there: ${rules[hook]!.join(', ')}` : '';
    return `${hookName(hook)} ${grouped(count)}${doubt}${lost}${sits}`;
  });
  return `Hooks of ${name}, entries at each: ${hooks.join('; ')}`;
}

const NAME_WIDTH = 40;

function shortened(name: string): string {
  return name.length > NAME_WIDTH ? `${name.slice(0, NAME_WIDTH - 1)}…` : name;
}
