import type { NamespaceTraffic } from './hook-traffic.js';
import type { HtmlReport } from './html-report.js';

/** A namespace's name; where there are several boots, also which. */
export function nameOf(
  { names, boots }: HtmlReport,
  { netns, boot }: Pick<NamespaceTraffic, 'netns' | 'boot'>,
): string {
  const name = names.namespaces.nameOf(netns, boot);
  const number = boots.numberOf(boot);
  return number === null ? name : `${name}, boot ${number}`;
}
