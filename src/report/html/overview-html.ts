import type { Fate } from '../../model/packet.js';
import { SEVERITIES, type Symptom } from '../../model/symptom.js';
import { symptomWords } from '../doctor/symptom-words.js';
import { ledgerLine, troublesOf } from '../ledger-text.js';
import { counted, grouped } from '../line.js';
import type { HtmlReport, PathsReport } from './html-report.js';
import { html, type Html } from './html.js';
import { inputTitle } from './input-title.js';
import { lineHtml } from './line-html.js';

/** What a page says first: of which logs it is, what they do not tell, and how much there is. */
export function overview(report: HtmlReport): { title: string; lead: Html } {
  const { ledger, facts, names } = report;
  return {
    title: titleOf(names.inputs),
    lead: html`<section class="overview" aria-label="Overview">
      ${warningHtml(warningsOf(report, report.diagnosis.symptoms), 'log')}
      <dl class="figures">
        ${figuresOf(report).map(
          ([name, count, as]) =>
            html`<div class="${as}">
              <dt>${name}</dt>
              <dd>${grouped(count)}</dd>
            </div> `,
        )}
      </dl>
      <p class="quiet">${lineHtml(ledgerLine(ledger, facts))}</p>
    </section>`,
  };
}

/** What a page is about. */
export function titleOf(inputs: readonly string[]): string {
  if (inputs.length > 1) return `Packet paths in ${counted(inputs.length, 'log')}`;
  return `Packet paths in ${inputTitle(inputs[0]!).replace(/^.*\//, '')}`;
}

/** Before anything else what may make a page wrong; `more` is the section that has more of it, where there is one. */
export function warningHtml(warnings: readonly string[], more: string | null = null): Html | null {
  if (warnings.length === 0) return null;
  return html`<div class="warning" role="note" aria-label="Not the whole truth">
    <p><strong>This is not the whole truth</strong></p>
    <ul>
      ${warnings.map((warning) => html`<li>${warning}</li> `)}
    </ul>
    ${more === null ? null : html`<p><a href="#${more}">What was read, and what was lost</a></p>`}
  </div>`;
}

/** What makes that a page shows less than the whole truth, a sentence each; of symptoms, those that are unfit. */
export function warningsOf(
  { facts, ledger, digest, names }: PathsReport,
  symptoms: readonly Symptom[] = [],
): string[] {
  const unfit = symptoms.filter(
    ({ kind }) => SEVERITIES[kind] === 'unfit' && kind !== 'lost-lines', // the ledger tells what was lost
  );
  const { packets, flows } = digest.unlisted;
  return [
    ...(facts.complete
      ? []
      : ['The reading was interrupted: all that is here is of what was read until then.']),
    ...unfit.map((symptom) => {
      const { title, meaning } = symptomWords(symptom, names);
      return `${capital(title)}: ${meaning}`;
    }),
    ...troublesOf(ledger).map((trouble) => `${capital(trouble)}.`),
    ...(packets + flows > 0
      ? [
          `${counted(packets, 'packet')} and ${counted(flows, 'flow')} of still more paths are counted and not listed.`,
        ]
      : []),
  ];
}

function figuresOf({ facts, traffic, ledger }: HtmlReport): [name: string, count: number, as: string][] {
  const { fates } = traffic;
  return [
    ['flows', facts.flows, ''],
    ['packets', facts.packets, ''],
    ...FATES.map((fate): [string, number, string] => [
      fate,
      fates[fate],
      fates[fate] === 0 ? 'none' : fate === 'stopped' ? 'bad' : fate === 'open' ? 'warn' : '',
    ]),
    ['entries', ledger.entries.total, ''],
  ];
}

const FATES: readonly Fate[] = ['delivered', 'sent', 'stopped', 'open'];

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
