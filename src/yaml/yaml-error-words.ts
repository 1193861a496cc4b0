import { shown } from '../model/shown.js';
import type { YAMLError } from 'yaml';
import type { FileKind } from './file-kind.js';
import { quoted } from './shown-text.js';

/** An error of the YAML package in words that say what to do. */
export function yamlErrorWords(
  { code, message, pos: [offset] }: YAMLError,
  text: string,
  { one }: FileKind,
): string {
  switch (code) {
    case 'TAG_RESOLVE_FAILED':
      return noTags(one);
    case 'MULTIPLE_DOCS':
      return `${one} is one YAML document, and another one begins here`;
    case 'TAB_AS_INDENT':
      return 'YAML is indented with blanks, and this is a tab';
    case 'BAD_SCALAR_START':
      return `a text that begins with ${quoted(text[offset] ?? '')} must stand in quotes`;
    case 'BLOCK_AS_IMPLICIT_KEY':
      return 'a map cannot begin here; a text with ": " in it must stand in quotes';
    case 'UNEXPECTED_TOKEN':
      if (message.startsWith('Block scalar header') || /: [>|] *$/.test(text.slice(0, offset))) {
        return 'a text that begins with ">" or "|" must stand in quotes';
      }
      if (text[offset - 1] === ']') {
        return 'a text that begins with "[" must stand in quotes, like "[fd00::2]:8080": without them it is a list';
      }
  }
  return `this is not YAML: ${shown(message)}`;
}

export function noTags(one: string): string {
  return `${one} has no YAML tags; a text that begins with "!" must stand in quotes`;
}

export function noAnchors(one: string): string {
  return `${one} has no YAML anchors; a text that begins with "&" must stand in quotes`;
}

export function noAliases(one: string): string {
  return `${one} has no YAML aliases; a text that begins with "*" must stand in quotes`;
}
