import { shown } from '../../model/shown.js';

/**
 * Text as a message of SARIF. There `[text](target)` is a link, and whoever may name a device must not put links
 * before others: brackets are escaped where they would make one (3.11.6). Braces stand for placeholders and are
 * doubled (3.11.5).
 */
export function sarifText(lines: readonly string[]): { readonly text: string } {
  return { text: lines.map(lineText).join('\n') };
}

function lineText(line: string): string {
  const text = shown(line).replace(/[{}]/g, '$&$&');
  return /\]\(/.test(text) ? text.replace(/[[\]\\]/g, String.raw`\$&`) : text;
}
