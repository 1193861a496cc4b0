import type { Loss } from '../../model/ledger.js';
import { SEVERITIES, type Severity, type Symptom } from '../../model/symptom.js';
import { flowIds } from '../analyze/flow-heading.js';
import { symptomWords } from '../doctor/symptom-words.js';
import { complaintLine } from '../ledger-text.js';
import { counted, grouped } from '../line.js';
import type { LogNames } from '../names.js';
import type { HtmlReport } from './html-report.js';
import { html, type Content, type Html } from './html.js';
import { inputTitle } from './input-title.js';
import { linesHtml } from './line-html.js';
import type { Section } from './page.js';
import { restText } from './rest-text.js';
import { tableHtml } from './table-html.js';

const MOST_LOSSES = 100;
const MOST_NAMESPACES = 200;

/** What was read, what became of every line, what is lost, and whether all that is fit to judge by. */
export function logSection(report: HtmlReport): Section {
  const { names, ledger, complaints, diagnosis } = report;
  return {
    id: 'log',
    title: 'What was read',
    body: html`${inputsHtml(report)} ${linesTable(report)} ${lossesHtml(ledger.lost, names)}
    ${
      complaints.length === 0
        ? null
        : html`<h3>Not understood</h3>
            ${linesHtml(complaints.map(complaintLine), 'Lines that were not understood')}
            ${restText(ledger.lines.malformed - complaints.length, 'line', 'not listed')}`
    }
    ${symptomsHtml(diagnosis.symptoms, names)} ${namespacesHtml(names)}`,
  };
}

/** The inputs; where there are several boots, also which of them each shows. */
function inputsHtml({ names: { inputs }, boots }: HtmlReport): Html {
  return html`<ul class="inputs">
    ${inputs.map((input, file) => {
      const numbers = boots.numbersIn(file);
      const which = numbers.length === 0 ? '' : ` boot ${flowIds(numbers)}`;
      return html`<li><code>${inputTitle(input)}</code>${which}</li>`;
    })}
  </ul>`;
}

/** The ledger: the first six rows, and the trace lines of the others, add up. */
function linesTable({ ledger, facts }: HtmlReport): Html {
  const { lines, entries, incomplete, module, joined, oneLine } = ledger;
  const rows: readonly (readonly [string, number, string])[] = [
    ['lines', lines.total, 'of all inputs, as an editor counts them'],
    ['– of nftrace', lines.trace, 'lines that the module printed'],
    ['– of others', lines.foreign, 'other parts of the kernel, or no kernel at all'],
    ['– blank', lines.blank, 'nothing in them'],
    ['– not understood', lines.malformed, "with the module's tag, in none of its forms"],
    ['– too long', lines.tooLong, 'not kept'],
    ['entries', entries.total, 'firings of a hook for a packet, of four trace lines each'],
    ['– ambiguous', entries.ambiguous, 'among them: could also be put together in another way'],
    [
      'records incomplete',
      incomplete.records,
      `of ${counted(incomplete.lines, 'trace line')}; others of them are missing`,
    ],
    ['module', module, 'trace lines in which it says that it was loaded or unloaded, and what it printed'],
    ['joined', joined, 'trace lines that stand on one line with another'],
    ['one line', oneLine, 'entries of format 2, which have one line where format 1 has four'],
    ['packets', facts.packets, 'each from where it was first seen to where it ended'],
    ['flows', facts.flows, 'connections, in both directions and through NAT'],
  ];
  return tableHtml(
    'What became of every line',
    [{ head: 'what' }, { head: 'count', isNumber: true }, { head: 'meaning' }],
    rows.map(([name, count, meaning]): Content[] => [name, grouped(count), meaning]),
  );
}

function lossesHtml(lost: readonly Loss[], { inputs }: LogNames): Html | null {
  if (lost.length === 0) return null;
  const rows = lost
    .slice(0, MOST_LOSSES)
    .map(({ kind, file, line, count }): Content[] => [
      kind,
      inputTitle(inputs[file] ?? '-'),
      grouped(line),
      count === null ? 'unknown' : grouped(count),
    ]);
  return html`<h3>Lost</h3>
    <p>The log says so itself (docs/json.md, “lost”).</p>
    ${tableHtml('Losses', [{ head: 'kind' }, { head: 'input' }, { head: 'line', isNumber: true }, { head: 'missing', isNumber: true }], rows)}
    ${restText(lost.length - rows.length, 'loss', 'not listed')}`;
}

const SIGNS: Readonly<Record<Severity, { sign: string; as: string; word: string }>> = {
  unfit: { sign: '✗', as: 'bad', word: 'Not fit to judge by' },
  warning: { sign: '!', as: 'warn', word: 'Warning' },
  note: { sign: '·', as: 'quiet', word: 'Note' },
};

function symptomsHtml(symptoms: readonly Symptom[], names: LogNames): Html {
  if (symptoms.length === 0)
    return html`<h3>Fitness</h3>
      <p>Fit to judge by: nothing is the matter with the log.</p>`;
  return html`<h3>Fitness</h3>
    <ul class="symptoms">
      ${symptoms.map((symptom) => {
        const { sign, as, word } = SIGNS[SEVERITIES[symptom.kind]];
        const { title, meaning, fix } = symptomWords(symptom, names);
        return html`<li>
          <p>
            <strong class="${as}"
              ><span aria-hidden="true">${sign}</span><span class="unseen">${word}:</span> ${title}</strong
            >
          </p>
          <p>${meaning}</p>
          <p class="todo"><span class="unseen">What to do: </span>${fix}</p>
        </li> `;
      })}
    </ul>`;
}

function namespacesHtml({ namespaces: { seen } }: LogNames): Html | null {
  if (seen.length === 0) return null;
  const rows = seen
    .slice(0, MOST_NAMESPACES)
    .map(({ name, netns }): Content[] => [name, html`<code>${netns}</code>`]);
  return html`<h3>Namespaces</h3>
    ${tableHtml('Namespaces', [{ head: 'name' }, { head: 'pointer' }], rows)}
    ${restText(seen.length - rows.length, 'namespace', 'not listed')}`;
}
