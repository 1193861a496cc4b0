import { shown } from '../model/shown.js';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

/** Lines as the content of an element. `>` is escaped, too: `]]>` must not stand in content. */
export function xmlText(lines: readonly string[]): string {
  return lines.map(escaped).join('\n');
}

/** ` name="value"` for each of some attributes. A line break in a value is shown: parsers make a blank of it. */
export function xmlAttributes(attributes: Readonly<Record<string, string | number>>): string {
  return Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${escaped(String(value))}"`)
    .join('');
}

/** XML 1.0 cannot hold control characters and lone surrogates, not even as references: shown() writes them out. */
function escaped(text: string): string {
  return shown(text).replace(/[&<>"]/g, (character) => ENTITIES[character]!);
}
