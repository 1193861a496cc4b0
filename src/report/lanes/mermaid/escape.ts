/**
 * Characters that mean nothing to Mermaid wherever they stand. Any other may be the end of a statement, a comment, an arrow,
 * markup or mathematics; and with ﬂ begins what Mermaid itself makes of an entity.
 */
const PLAIN = /(?!ﬂ)[\p{L}\p{N}→⇒◆★╳▼ .,:/()×·_…–~+?-]/u;
/** Words that Mermaid looks for anywhere: its lexer, and what it strips from a diagram before it parses it. */
const WORDS = /end|style|classdef/giu;

/**
 * Text for a sequence diagram of Mermaid, in which an entity is `#`, the number of a character and `;`.
 * Source: mermaid.js.org/syntax/sequenceDiagram.html, "Entity codes to escape characters".
 */
export function mermaidText(text: string): string {
  const words = new Set([...text.matchAll(WORDS)].map(({ index }) => index));
  let escaped = '';
  let at = 0;
  for (const character of text) {
    const isPlain = PLAIN.test(character) && !words.has(at);
    escaped += isPlain ? character : `#${character.codePointAt(0)!};`;
    at += character.length;
  }
  return escaped;
}
