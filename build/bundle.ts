import fs from 'node:fs';
import path from 'node:path';
import { build, type BuildOptions, type Plugin } from 'esbuild';

/** The file is a function of what a module of Node knows of itself, so that it can be compiled without being one. */
const OPENING =
  '(function(require,__filename,__dirname){' +
  'const __builtin=module=>Object.create(module,{default:{value:module}});';
const CLOSING = '})';

/** What is done with nearley's grammars themselves, as a module of its own: see src/parse/grammar-tasks.ts. */
const GRAMMAR_TASKS = 'grammar-tasks.cjs';

const BUNDLED: BuildOptions = {
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
  logLevel: 'warning',
};

/**
 * Bundles the command line to one file, which is loaded in one piece: to find, read and link modules takes longer than
 * to run most of them. `actions` are the commands that it can run; all of them where
 * it is not given.
 */
export async function bundle(outfile: string, actions?: readonly string[]): Promise<void> {
  const script = await bundled('src/cli/main.ts', {
    plugins: [loadLate, ...(actions === undefined ? [] : [only(actions)])],
    banner: { js: OPENING },
    footer: { js: CLOSING },
  });
  write(outfile, withBuiltins(script));
}

/** Bundles what the command line loads late into a folder. */
export async function bundleLate(folder: string): Promise<void> {
  write(path.join(folder, GRAMMAR_TASKS), await bundled('src/parse/grammar-tasks.ts'));
}

async function bundled(entry: string, options: BuildOptions = {}): Promise<string> {
  const { outputFiles } = await build({ ...BUNDLED, ...options, write: false, entryPoints: [entry] });
  return outputFiles[0]!.text;
}

function write(file: string, script: string): void {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, inAscii(script));
}

/** What imports a module of Node's gets an object that inherits from it, and not a copy of its hundred members. */
function withBuiltins(script: string): string {
  const light = script.replace(/__toESM\((require\("node:[\w/]+"\)),1\)/g, '__builtin($1)');
  if (/__toESM\(require\("node:/.test(light))
    throw new Error('esbuild imports modules of Node in another way');
  return light;
}

/** esbuild has escaped all but what is in regular expressions. A script in ASCII takes half the time to read. */
function inAscii(script: string): string {
  return script.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Modules that take some milliseconds to load, and of which most runs call none of these functions. */
const LATE: readonly { readonly module: RegExp; readonly from: string; readonly names: readonly string[] }[] =
  [
    late('node:child_process', 'spawn', 'spawnSync'),
    late('node:module', 'createRequire'),
    late('node:timers/promises', 'setImmediate', 'setTimeout'),
    {
      module: /\/grammar-tasks\.js$/,
      from: `__dirname+'/${GRAMMAR_TASKS}'`,
      names: ['traceLineDiagnostician', 'headerDiagnostician', 'recognisersTagged'],
    },
  ];

function late(builtin: string, ...names: string[]): (typeof LATE)[number] {
  return { module: new RegExp(`^${builtin}$`), from: `'${builtin}'`, names };
}

/** Loads those modules when one of the functions is called. */
const loadLate: Plugin = {
  name: 'load late',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /./ }, ({ path: module, namespace }) => {
      const index = namespace === 'late' ? -1 : LATE.findIndex((one) => one.module.test(module));
      return index < 0 ? undefined : { path: String(index), namespace: 'late' };
    });
    onLoad({ filter: /./, namespace: 'late' }, ({ path: index }) => {
      const { from, names } = LATE[Number(index)]!;
      const call = (name: string): string => `(...args) => require(${from}).${name}(...args)`;
      return { contents: names.map((name) => `export const ${name} = ${call(name)};`).join('\n') };
    });
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
