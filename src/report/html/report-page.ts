import { hooksSection } from './hooks-section.js';
import type { HtmlReport } from './html-report.js';
import { logSection } from './log-section.js';
import { listPaths } from './listed-paths.js';
import { overview } from './overview-html.js';
import { page } from './page.js';
import { pathsSection } from './paths-section.js';
import { placementSection } from './placement-section.js';
import { rulesSection } from './rules-section.js';

/** One self-contained page without scripts, the same for the same logs: what was read, and what it shows. */
export function htmlReport(report: HtmlReport): string {
  const { check, digest, names } = report;
  const listed = listPaths(digest, names);
  return page({
    version: report.version,
    ...overview(report),
    sections: [
      ...(check === null ? [] : [rulesSection(report, check, listed)]),
      hooksSection(report),
      pathsSection(report, listed),
      ...(check === null ? [] : [placementSection(report, check)]),
      logSection(report),
    ],
  });
}
