import { UsersError } from '../model/users-error.js';

/** An input that cannot be read. The message names it and says why. */
export class UnreadableInput extends UsersError {
  override readonly name = 'UnreadableInput';
}

/** What users call an input: its path, and `-` by its meaning. */
export function inputName(path: string): string {
  return path === '-' ? 'standard input' : path;
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'permission denied',
  EISDIR: 'it is a directory',
};

/** What the system says of an input, in words; any other error is not the input's. */
export function asUnreadable(name: string, error: unknown): unknown {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === undefined) return error;
  return new UnreadableInput(`cannot read ${name}: ${REASONS[code] ?? message}`, { cause: error });
}
