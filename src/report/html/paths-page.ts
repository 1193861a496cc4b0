import type { PathsReport } from './html-report.js';
import { html } from './html.js';
import { listPaths } from './listed-paths.js';
import { titleOf, warningHtml, warningsOf } from './overview-html.js';
import { page } from './page.js';
import { pathsSection } from './paths-section.js';
import { ledgerLine } from '../ledger-text.js';
import { lineHtml } from './line-html.js';

/** A page of the paths that were asked for alone, and of what was lost. */
export function pathsPage(report: PathsReport): string {
  const { version, digest, names, ledger, facts } = report;
  return page({
    version,
    title: titleOf(names.inputs),
    lead: html`<section class="overview" aria-label="Overview">
      ${warningHtml(warningsOf(report))}
      <p class="quiet">${lineHtml(ledgerLine(ledger, facts))}</p>
    </section>`,
    sections: [pathsSection(report, listPaths(digest, names))],
  });
}
