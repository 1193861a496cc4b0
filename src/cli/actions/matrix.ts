import fs from 'node:fs';
import path from 'node:path';
import { readPaths } from '../../api/read-paths.js';
import { isSnapshot } from '../../api/is-snapshot.js';
import { readSnapshot } from '../../api/read-snapshot.js';
import { compareKernels } from '../../compare/compare-kernels.js';
import { EXIT, type ExitCode } from '../../model/exit-code.js';
import { matrixVerdict, type KernelCaptures } from '../../model/matrix.js';
import type { PathSet } from '../../model/path-set.js';
import { UsersError } from '../../model/users-error.js';
import { matrixJson } from '../../report/diff/matrix-json.js';
import { matrixText } from '../../report/diff/matrix-text.js';
import { asUnreadable } from '../../source/unreadable.js';
import type { Context } from '../context.js';
import type { LogRequest } from '../log-options.js';
import { LogReading } from '../log-reading.js';

export interface MatrixRequest extends LogRequest {
  /** A folder with a folder for each kernel, and in it a log or snapshot for each scenario. */
  readonly folder: string;
  readonly format: 'text' | 'json';
}

/** `nfpath diff --matrix`. */
export async function matrix(request: MatrixRequest, context: Context): Promise<ExitCode> {
  const { folder, format, look } = request;
  const kernels: KernelCaptures[] = [];
  for (const kernel of entriesOf(folder, 'folder')) {
    const captures = new Map<string, PathSet>();
    for (const file of entriesOf(path.join(folder, kernel), 'file')) {
      const scenario = file.replace(/\.[^.]*$/, '');
      const input = path.join(folder, kernel, file);
      if (captures.has(scenario))
        throw new UsersError(`${input}: there are two captures of ${scenario} beside each other`);
      captures.set(scenario, await readCapture(input, request, context));
    }
    kernels.push({ kernel, captures });
  }
  if (kernels.length < 2)
    throw new UsersError(`${folder} has ${kernels.length} folders of kernels; there must be two at least`);
  const result = compareKernels(kernels);
  context.out.write(
    format === 'text' ? matrixText(result, look) : matrixJson(result, !context.signal.aborted),
  );
  return { same: EXIT.ran, differs: EXIT.violated, inconclusive: EXIT.inconclusive }[matrixVerdict(result)];
}

async function readCapture(input: string, request: LogRequest, context: Context): Promise<PathSet> {
  if (isSnapshot(input)) return readSnapshot(input);
  return (await readPaths(new LogReading({ ...request, inputs: [input] }, context))).paths;
}

/** Names in a folder, in their order, but for hidden ones and what is written about them. */
function entriesOf(folder: string, kind: 'folder' | 'file'): string[] {
  try {
    return fs
      .readdirSync(folder)
      .filter((name) => !name.startsWith('.') && !name.endsWith('.md'))
      .filter((name) => fs.statSync(path.join(folder, name)).isDirectory() === (kind === 'folder'))
      .sort();
  } catch (error) {
    throw asUnreadable(folder, error);
  }
}
