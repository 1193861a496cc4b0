import type { ClassCounts, Finding, RuleVerdict, Verdict } from '../../model/finding.js';
import { totalLine } from '../check/check-counts.js';
import { headingOf, resultText, ruleText } from '../findings/finding-text.js';
import { wordsOf } from '../findings/finding-words.js';
import { trailLines } from '../findings/trail.js';
import { grouped } from '../line.js';
import type { LogNames } from '../names.js';
import type { CheckedPolicy, HtmlReport } from './html-report.js';
import { html, joined, type Html } from './html.js';
import { inputTitle } from './input-title.js';
import { lineHtml } from './line-html.js';
import type { ListedPaths } from './listed-paths.js';
import type { Section } from './page.js';
import { tableHtml } from './table-html.js';

/** The sign says the same as the colour. */
const VERDICTS: Readonly<Record<Verdict, { sign: string; as: string }>> = {
  holds: { sign: '✓', as: 'good' },
  violated: { sign: '✗', as: 'bad' },
  inconclusive: { sign: '?', as: 'warn' },
};

/** Packets of which the number is given. */
const MOST_IDS = 12;

/** Rule by rule of a policy the verdict, then the evidence, then what to do. */
export function rulesSection(
  { names }: HtmlReport,
  { policy, verdicts }: CheckedPolicy,
  listed: ListedPaths,
): Section {
  return {
    id: 'rules',
    title: 'Rules',
    body: html`<p class="lead">
        ${lineHtml(totalLine({ verdicts }))}, by the policy <code>${inputTitle(policy)}</code>.
      </p>
      ${verdicts.map((verdict) => ruleHtml(verdict, names, listed))}`,
  };
}

function ruleHtml(result: RuleVerdict, names: LogNames, listed: ListedPaths): Html {
  const { rule, verdict, packets, classes, findings } = result;
  const { sign, as } = VERDICTS[verdict];
  return html`<article class="card rule ${as}">
    <h3>${rule.name}</h3>
    <p class="verdict">
      <strong class="${as}"><span aria-hidden="true">${sign} </span>${verdict}</strong>
      ${resultText(verdict, packets)}
    </p>
    <p class="quiet">${ruleText(rule)}</p>
    ${classes.length === 0 ? null : classesTable(rule.name, classes)}
    ${findings.map((finding) => findingHtml(finding, result, names, listed))}
  </article> `;
}

const COUNTS = ['seen', 'missed', 'unclear', 'stopped', 'open'] as const;
const HEADS = { seen: 'seen', missed: 'went past', unclear: 'unclear', stopped: 'stopped', open: 'cut off' };

/** What never came to be has no column. */
function classesTable(rule: string, classes: readonly ClassCounts[]): Html {
  const counts = COUNTS.filter((count) => count === 'seen' || classes.some((one) => one[count] > 0));
  return tableHtml(
    `Packets of the rule ${rule}`,
    [
      { head: 'direction' },
      { head: 'client' },
      ...counts.map((count) => ({ head: HEADS[count], isNumber: true })),
    ],
    classes.map((one) => [
      one.direction,
      one.from ?? 'unknown',
      ...counts.map((count) => {
        if (one[count] === 0) return '–';
        return count === 'missed'
          ? html`<span class="bad">${grouped(one.missed)}</span>`
          : grouped(one[count]);
      }),
    ]),
  );
}

function findingHtml(finding: Finding, { rule }: RuleVerdict, names: LogNames, listed: ListedPaths): Html {
  const { reason, fix } = wordsOf(finding, rule, names);
  const [trail] = trailLines(finding, names, Infinity);
  return html`<div class="finding">
    <h4>${headingOf(finding)}</h4>
    ${trail === undefined ? null : html`<p class="trail">${lineHtml(trail)}</p> `}
    <p>${reason}</p>
    <p class="todo"><span class="unseen">What to do: </span>${fix}</p>
    ${evidenceHtml(finding, listed)}
  </div> `;
}

/** Where the packets are, for who wants to look them up. */
function evidenceHtml(finding: Finding, { numberOf }: ListedPaths): Html {
  if (!('evidence' in finding)) return html`<p class="quiet"><code>${finding.kind}</code></p>`;
  const { ways, packets } = finding.evidence;
  const ids = ways.flatMap((way) => way.ids).sort((a, b) => a - b);
  const shown = ids.slice(0, MOST_IDS);
  const rest = packets - shown.length;
  const numbers = [...new Set(ways.map(({ example }) => numberOf(example)))].filter((one) => one !== null);
  const links = numbers.map((number) => html`<a href="#path-${number}">path ${number}</a>`);
  return html`<p class="quiet">
    <code>${finding.kind}</code>: ${packets === 1 ? 'packet' : 'packets'}
    ${shown.join(', ')}${rest > 0 ? ` and ${grouped(rest)} more` : ''}${
      links.length > 0 ? html`; ${joined(links, html`, `)}` : null
    }
  </p>`;
}
