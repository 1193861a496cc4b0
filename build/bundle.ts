import fs from 'node:fs';
import path from 'node:path';
import { build, type Plugin } from 'esbuild';

/** The file is a function of what a module of Node knows of itself, so that it can be compiled without being one. */
const OPENING = '(function(require,__filename,__dirname){';
const CLOSING = '})';

/**
 * Bundles the command line to one file, which is loaded in one piece: to find, read and link modules takes longer than
 * to run most of them. `actions` are the commands that it can run; all of them where
 * it is not given.
 */
export async function bundle(outfile: string, actions?: readonly string[]): Promise<void> {
  const { outputFiles } = await build({
    entryPoints: ['src/cli/main.ts'],
    outfile,
    bundle: true,
    write: false,
    minifyWhitespace: true,
    minifySyntax: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    // Paths begin at the file's own place: it lies as deep as those of src do.
    define: { 'import.meta.url': '__filename', 'import.meta.dirname': '__dirname' },
    supported: { 'dynamic-import': false },
    external: ['nearley'],
    plugins: [lateChildProcess, ...(actions === undefined ? [] : [only(actions)])],
    banner: { js: OPENING },
    footer: { js: CLOSING },
    logLevel: 'warning',
  });
  fs.mkdirSync(path.dirname(outfile), { recursive: true });
  fs.writeFileSync(outfile, inAscii(outputFiles[0]!.text));
}

/** esbuild has escaped all but what is in regular expressions. A script in ASCII takes half the time to read. */
function inAscii(script: string): string {
  return script.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Commander loads node:child_process, which takes 6 ms, for commands that are programs; nfpath has none. */
const lateChildProcess: Plugin = {
  name: 'late child_process',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:child_process$/ }, ({ importer }) =>
      /[/\\]commander[/\\]/.test(importer) ? { path: 'child_process', namespace: 'late' } : undefined,
    );
    onLoad({ filter: /./, namespace: 'late' }, () => ({
      contents: "exports.spawn = (...args) => require('node:child_process').spawn(...args);",
    }));
  },
};

/** Leaves out what only other commands need: their options and help stay. */
function only(actions: readonly string[]): Plugin {
  return {
    name: 'only some actions',
    setup({ onResolve }) {
      onResolve({ filter: /\/actions\// }, ({ path: file, kind }) =>
        kind === 'dynamic-import' && !actions.includes(path.basename(file, '.js'))
          ? { path: file, external: true }
          : undefined,
      );
    },
  };
}
