import fs from 'node:fs';
import path from 'node:path';
import { build, type Plugin } from 'esbuild';

/** The file is a function of what a module of Node knows of itself, so that it can be compiled without being one. */
const OPENING =
  '(function(require,__filename,__dirname){' +
  'const builtin=module=>Object.create(module,{default:{value:module}});';
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
    plugins: [lateBuiltins, ...(actions === undefined ? [] : [only(actions)])],
    banner: { js: OPENING },
    footer: { js: CLOSING },
    logLevel: 'warning',
  });
  fs.mkdirSync(path.dirname(outfile), { recursive: true });
  fs.writeFileSync(outfile, inAscii(withBuiltins(outputFiles[0]!.text)));
}

/** What imports a module of Node's gets an object that inherits from it, and not a copy of its hundred members. */
function withBuiltins(script: string): string {
  return script.replace(/__toESM\((require\("node:\w+"\)),1\)/g, 'builtin($1)');
}

/** esbuild has escaped all but what is in regular expressions. A script in ASCII takes half the time to read. */
function inAscii(script: string): string {
  return script.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Functions of Node's modules that take some milliseconds to load and that most runs do not need. */
const LATE: Readonly<Record<string, readonly string[]>> = {
  'node:child_process': ['spawn', 'spawnSync'],
  'node:module': ['createRequire'],
  'node:timers/promises': ['setImmediate', 'setTimeout'],
};

/** Loads those modules when one of the functions is called. */
const lateBuiltins: Plugin = {
  name: 'late builtins',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:/ }, ({ path: module, namespace }) =>
      module in LATE && namespace !== 'late' ? { path: module, namespace: 'late' } : undefined,
    );
    onLoad({ filter: /./, namespace: 'late' }, ({ path: module }) => ({
      contents: LATE[module]!.map(
        (name) => `export const ${name} = (...args) => require('${module}').${name}(...args);`,
      ).join('\n'),
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
