import { shown } from '../model/shown.js';
import type { YAMLError } from 'yaml';
import { quoted } from './shown-text.js';

/** An error of the YAML package in words that say what to do. */
export function yamlErrorWords({ code, message, pos: [offset] }: YAMLError, text: string): string {
  switch (code) {
    case 'TAG_RESOLVE_FAILED':
      return NO_TAGS;
    case 'MULTIPLE_DOCS':
      return 'a policy is one YAML document, and another one begins here';
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

export const NO_TAGS = 'a policy has no YAML tags; a text that begins with "!" must stand in quotes';
export const NO_ANCHORS = 'a policy has no YAML anchors; a text that begins with "&" must stand in quotes';
export const NO_ALIASES = 'a policy has no YAML aliases; a text that begins with "*" must stand in quotes';
