import { shown } from '../model/shown.js';
import type { FilePosition } from '../model/policy.js';
import { UsersError } from '../model/users-error.js';
import { codeFrame } from './code-frame.js';

/** What is wrong at one place of such a file. */
export interface FileProblem extends FilePosition {
  /** A phrase without place and full stop; it may be printed as it is. */
  readonly message: string;
}

/** A problem that is still to be placed, by its offset in the text. */
export interface TextProblem {
  readonly offset: number;
  readonly message: string;
}

/** Problems that are told beside the first one. */
const MOST_OTHERS = 10;

/** A file that people wrote and that cannot be used. The message shows the first problem in its lines and names the others. */
export class BadFile extends UsersError {
  override readonly name = 'BadFile';
  /** In the order of the file; never empty. */
  readonly problems: readonly FileProblem[];

  /** `file` is the file as the user named it, `text` is all of it. */
  constructor(file: string, text: string, found: readonly FileProblem[]) {
    const problems = found.toSorted((a, b) => a.line - b.line || a.column - b.column);
    super(messageOf(shown(file), text, problems));
    this.problems = problems;
  }
}

function messageOf(file: string, text: string, [first, ...others]: readonly FileProblem[]): string {
  if (first === undefined) throw new Error('internal error: a bad file has at least one problem');
  const told = ({ line, column, message }: FileProblem): string => `${file}:${line}:${column}: ${message}`;
  const also = others.slice(0, MOST_OTHERS).map((problem) => `also ${told(problem)}`);
  const more = others.length - also.length;
  return [
    told(first),
    '',
    ...codeFrame(text, first),
    ...(others.length > 0 ? [''] : []),
    ...also,
    ...(more > 0 ? [`and ${more} more`] : []),
  ].join('\n');
}
