import type { Complaint } from './ledger-text.js';
import type { LogNames } from './names.js';

/** What stands for each sign of a report where only ASCII is to be had: one character for one, so that columns stay. */
const SIGNS: Readonly<Record<string, string>> = {
  '→': '>',
  '⇒': '>',
  '▶': '>',
  '◀': '<',
  '▼': 'v',
  '●': 'o',
  '◆': '#',
  '★': '*',
  '╳': 'X',
  '✗': 'X',
  '✓': '+',
  '│': '|',
  '┊': ':',
  '─': '-',
  '╰': '`',
  '╯': "'",
  '╭': '.',
  '╮': '.',
  '×': 'x',
  µ: 'u',
  '–': '-',
  '·': '-',
  '…': '~',
};

/** A report in ASCII. What is not one of its own signs, in an error message of the system say, is escaped. */
export function asciiText(report: string): string {
  return escaped(report.replace(/[^\0-\x7f]/gu, (sign) => SIGNS[sign] ?? sign));
}

/** The names of a log in ASCII: escaped before anything is laid out, so that none can be taken for a sign. */
export function asciiNames({ texts, namespaces, inputs }: LogNames): LogNames {
  return {
    texts: { text: (symbol) => escapedBytes(texts.text(symbol)) },
    namespaces: {
      nameOf: (netns, boot) => escaped(namespaces.nameOf(netns, boot)),
      get seen() {
        return namespaces.seen;
      },
    },
    inputs: inputs.map(escaped),
  };
}

/** The same for lines that were not understood. */
export function asciiComplaint({ input, text, ...rest }: Complaint): Complaint {
  return { ...rest, input: input === null ? null : escaped(input), text: escapedBytes(text) };
}

function escaped(text: string): string {
  return text.replace(/[^\0-\x7f]/gu, (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`);
}

function escapedBytes(latin1: string): string {
  return latin1.replace(/[\x80-\xff]/g, (byte) => `\\x${byte.charCodeAt(0).toString(16)}`);
}
