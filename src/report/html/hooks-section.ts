import { FORWARD, HOOK_NAMES, LOCAL_IN, LOCAL_OUT, POST_ROUTING, PRE_ROUTING } from '../../model/hook.js';
import { counted, grouped } from '../line.js';
import { hookMap } from './hook-map.js';
import type { Crossing, NamespaceTraffic } from './hook-traffic.js';
import type { HtmlReport } from './html-report.js';
import { html, type Html } from './html.js';
import { nameOf } from './namespace-name.js';
import type { Section } from './page.js';
import { restText } from './rest-text.js';
import { tableHtml } from './table-html.js';

/** More maps nobody looks at; the table has more namespaces. */
const MOST_MAPS = 24;
const MOST_ROWS = 200;
const MOST_CROSSINGS = 100;

/** Where packets crossed hooks: a map for each namespace, the counts as a table, and the ways between namespaces. */
export function hooksSection(report: HtmlReport): Section {
  const { namespaces } = report.traffic;
  const drawn = namespaces.toSorted((a, b) => sum(b.entries) - sum(a.entries)).slice(0, MOST_MAPS);
  const maps = namespaces.filter((traffic) => drawn.includes(traffic));
  return {
    id: 'hooks',
    title: 'Hooks',
    body: html`<p class="lead">
        What crossed each hook of each namespace, and how many packets went which way. A packet counts as
        often as the hook fired for it.
      </p>
      <div class="maps">${maps.map((traffic, i) => mapHtml(report, traffic, i))}</div>
      ${restText(namespaces.length - maps.length, 'namespace', 'with fewer entries: in the table alone')}
      ${countsTable(report, namespaces)} ${crossingsTable(report)}`,
  };
}

function mapHtml(report: HtmlReport, traffic: NamespaceTraffic, i: number): Html {
  const name = nameOf(report, traffic);
  const rules = HOOK_NAMES.map((_, hook) => rulesAt(report, traffic, hook));
  const notes = notesOf(traffic);
  return html`<figure>
    <figcaption>${name}</figcaption>
    ${hookMap({ id: `map-${i + 1}`, name, traffic, rules })}
    ${
      notes.length === 0
        ? null
        : html`<ul class="notes">
            ${notes.map((note) => html`<li>${note}</li>`)}
          </ul> `
    }
  </figure> `;
}

function rulesAt({ check }: HtmlReport, { netns, boot }: NamespaceTraffic, hook: number): string[] {
  return (check?.sites ?? [])
    .filter((site) => site.hook === hook && site.boot === boot && site.netns.has(netns))
    .map(({ rule }) => rule.name);
}

/** What packets did that the map has no arrow for. */
function notesOf({ steps, begun, arrived, left }: NamespaceTraffic): string[] {
  const notes: string[] = [];
  const say = (count: number, text: string): void => {
    if (count > 0) notes.push(`${grouped(count)} × ${text}`);
  };
  steps.forEach((row, from) =>
    row.forEach((count, to) => {
      if (!DRAWN.has(`${from} ${to}`))
        say(count, STEPS[`${from} ${to}`] ?? `${HOOK_NAMES[from]} to ${HOOK_NAMES[to]}`);
    }),
  );
  begun.forEach((count, hook) => {
    if (hook !== PRE_ROUTING && hook !== LOCAL_OUT)
      say(count, `first seen at ${HOOK_NAMES[hook]}: what came before is not in the log`);
  });
  arrived.forEach((count, hook) => {
    if (hook !== PRE_ROUTING) say(count, `came from another namespace to ${HOOK_NAMES[hook]}`);
  });
  left.forEach((count, hook) => {
    if (hook !== POST_ROUTING) say(count, `went from ${HOOK_NAMES[hook]} to another namespace`);
  });
  return notes;
}

/** Steps that the map has arrows for. */
const DRAWN: ReadonlySet<string> = new Set([
  `${PRE_ROUTING} ${LOCAL_IN}`,
  `${PRE_ROUTING} ${FORWARD}`,
  `${FORWARD} ${POST_ROUTING}`,
  `${LOCAL_OUT} ${POST_ROUTING}`,
]);

/** Steps within a namespace that it has none for. */
const STEPS: Readonly<Record<string, string>> = {
  [`${PRE_ROUTING} ${PRE_ROUTING}`]: 'PRE_ROUTING again: by the bridge, then by IP (or by a VRF)',
  [`${POST_ROUTING} ${PRE_ROUTING}`]:
    'POST_ROUTING to PRE_ROUTING: over lo, or by a device with both ends here',
  [`${LOCAL_IN} ${LOCAL_OUT}`]: 'LOCAL_IN to LOCAL_OUT: sent on by IPVS',
};

function countsTable(report: HtmlReport, namespaces: readonly NamespaceTraffic[]): Html {
  const rows = namespaces
    .slice(0, MOST_ROWS)
    .map((traffic) => [
      nameOf(report, traffic),
      ...traffic.entries.map((count) => (count === 0 ? '–' : grouped(count))),
      grouped(traffic.ended.reduce((total, { stopped }) => total + stopped, 0)),
    ]);
  const columns = [...HOOK_NAMES, 'stopped'].map((head) => ({ head, isNumber: true }));
  const { unlisted } = report.traffic;
  return html`<h3>Entries by namespace and hook</h3>
    ${tableHtml('Entries by namespace and hook', [{ head: 'namespace' }, ...columns], rows)}
    ${restText(namespaces.length - rows.length, 'namespace', 'not listed')}
    ${unlisted > 0 ? html`<p class="rest">${counted(unlisted, 'entry', 'entries')} in still more namespaces: not counted here.</p>` : null}`;
}

function crossingsTable(report: HtmlReport): Html | null {
  const { crossings } = report.traffic;
  if (crossings.length === 0) return null;
  const rows = crossings
    .slice(0, MOST_CROSSINGS)
    .map(({ from, to, count }: Crossing) => [nameOf(report, from), nameOf(report, to), grouped(count)]);
  return html`<h3>Packets between namespaces</h3>
    ${tableHtml('Packets between namespaces', [{ head: 'from' }, { head: 'to' }, { head: 'packets', isNumber: true }], rows)}
    ${restText(crossings.length - rows.length, 'pair', 'of namespaces with fewer packets: not listed')}`;
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
