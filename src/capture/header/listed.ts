import type { Inside } from './inside.js';
import type { NetworkNamespace } from './network-namespaces.js';

/** Lines of output, or why there are none. */
export interface Listed {
  readonly lines: readonly string[];
  readonly problems: readonly string[];
}

/** The output of a program in a namespace. */
export async function listed(
  where: NetworkNamespace,
  command: readonly [string, ...string[]],
  inside: Inside,
): Promise<Listed> {
  const { status, stdout, stderr, isMissing } = await inside.run(where, command);
  const lines = stdout.split('\n').filter((line) => line !== '');
  if (status === 0) return { lines, problems: [] };
  if (isMissing) return { lines, problems: [`${command[0]} is not installed`] };
  const why = stderr.trim().split('\n')[0] || 'it was killed';
  return { lines, problems: [`${command.join(' ')} in ${where.name}: ${why}`] };
}
