import { shown } from '../../model/shown.js';

/** GitHub cuts a message at 64 KB; nobody reads as much as this. */
const LONGEST_LINE = 4096;
const LONGEST_MESSAGE = 12_288;
/** The checks API takes titles of 255 characters. */
const LONGEST_TITLE = 255;

export type Level = 'error' | 'warning' | 'notice';

/**
 * A workflow command with its "\n": `::error file=guard.yaml,line=6::message`. Escapes as the runner undoes them.
 * Source: actions/runner, src/Runner.Common/ActionCommand.cs; actions/toolkit, packages/core/src/command.ts.
 */
export function workflowCommand(
  level: Level,
  title: string,
  place: { readonly file: string; readonly line: number; readonly col: number } | null,
  lines: readonly string[],
): string {
  const properties = { ...place, title: cut(shown(title), LONGEST_TITLE) };
  const list = Object.entries(properties).map(([name, value]) => `${name}=${propertyValue(String(value))}`);
  const message = lines.map((line) => cut(shown(line), LONGEST_LINE)).join('\n');
  return `::${level} ${list.join(',')}::${data(cut(message, LONGEST_MESSAGE))}\n`;
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function propertyValue(text: string): string {
  return data(shown(text)).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}
