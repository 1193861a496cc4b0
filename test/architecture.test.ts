import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

/**
 * Who may import whom, and why. Data runs one way; the stages meet in src/analyze.ts and know only the
 * vocabulary, so each can be read, tested and replaced alone.
 */
const MAY_IMPORT: Readonly<Record<string, { own: readonly string[]; packages: readonly string[] }>> = {
  // The vocabulary: everything imports it, so it imports nothing.
  model: { own: [], packages: [] },
  // Bytes to whole lines, out of compression and containers: knows files and streams, nothing of what a line says.
  source: { own: ['model'], packages: ['node:events', 'node:fs', 'node:timers/promises', 'node:zlib'] },
  // The log's lines and what stands around them; and the only place that runs nearley and knows calendars.
  parse: {
    own: ['model'],
    packages: ['@date-fns/tz', 'date-fns', 'nearley', 'node:fs', 'node:module', 'node:path', 'node:url'],
  },
  assemble: { own: ['model'], packages: [] },
  correlate: { own: ['model'], packages: [] },
  // Files that people write: YAML, with the place of everything in them, and what is wrong with it.
  yaml: { own: ['model'], packages: ['yaml', 'zod'] },
  // A policy file to rules; its path language has a grammar, too.
  policy: { own: ['model', 'parse', 'yaml'], packages: ['zod', 'nearley'] },
  // Packets and a policy to verdicts and placements.
  check: { own: ['model'], packages: [] },
  // Two captures to differences.
  compare: { own: ['model'], packages: [] },
  // Golden paths, as YAML that people review.
  snapshot: { own: ['model', 'policy', 'yaml'], packages: ['yaml', 'zod'] },
  // Whether a capture is fit to judge by.
  doctor: { own: ['model'], packages: [] },
  // Loads the module and writes down what it prints: the only place that changes the machine.
  capture: {
    own: ['model'],
    packages: [
      'node:child_process',
      'node:events',
      'node:fs',
      'node:os',
      'node:path',
      'node:timers/promises',
      'node:url',
    ],
  },
  // Results to text, and to the formats of other tools: pure functions, and a hash is one, too.
  report: { own: ['model'], packages: ['cli-table3', 'node:crypto'] },
  // The only place that knows the command line and the process.
  cli: {
    own: [
      'analyze',
      'api',
      'capture',
      'check',
      'compare',
      'correlate',
      'doctor',
      'model',
      'parse',
      'policy',
      'report',
      'snapshot',
      'source',
      'yaml',
    ],
    packages: ['commander', 'node:fs', 'node:os', 'node:path', 'node:timers/promises', 'node:v8'],
  },
  // The pipeline in one screen.
  analyze: { own: ['model', 'source', 'parse', 'assemble', 'correlate'], packages: [] },
  // The commands as functions, for programs; the command line has what they share from here.
  api: {
    own: ['analyze', 'check', 'compare', 'model', 'policy', 'report', 'snapshot', 'source', 'yaml'],
    packages: ['node:fs', 'node:url'],
  },
  // Matchers for people's own tests.
  vitest: { own: ['api', 'compare', 'model', 'policy', 'report'], packages: ['vitest'] },
  // The public API.
  index: {
    own: ['api', 'snapshot', 'yaml', 'policy', 'analyze', 'model', 'source', 'parse', 'correlate', 'report'],
    packages: [],
  },
};

/** Globals that only these layers may touch. */
const PROCESS_IN = ['cli', 'source'];

interface Import {
  from: string;
  file: string;
  to: string;
}

const sources = fs
  .readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.includes('generated'));

const imports: Import[] = sources.flatMap((file) => {
  const text = fs.readFileSync(path.join('src', file), 'utf8');
  const specifiers = [...text.matchAll(/(?<!['.])\b(?:from|import|require)\s*\(?\s*'([^']+)'/g)].map(
    (match) => match[1]!,
  );
  return specifiers.map((to) => ({ from: layerOf(file), file, to }));
});

/** What a file loads before it runs: neither types nor what is imported where it is needed. */
function staticImports(file: string): string[] {
  const text = fs.readFileSync(path.join('src', file), 'utf8');
  const found = text.matchAll(/^(?:import|export) (?!type )(?:[^;]*? from )?'(\.[^']+)';/gm);
  return Array.from(found, (match) => match[1]!);
}

describe('architecture', () => {
  test('every folder of src is a layer that this test knows', () => {
    expect([...new Set(sources.map(layerOf))].sort()).toEqual(Object.keys(MAY_IMPORT).sort());
  });

  test('no layer imports another that it may not', () => {
    const wrong = imports
      .filter(({ to }) => to.startsWith('.'))
      .map(({ from, file, to }) => ({ from, file, to: layerOf(path.join(path.dirname(file), to)) }))
      .filter(({ from, to }) => from !== to && !MAY_IMPORT[from]!.own.includes(to));
    expect(wrong).toEqual([]);
  });

  test('what draws lanes knows the picture, and nothing of another that draws it', () => {
    const renderers = ['mermaid', 'svg', 'text'].map((name) => path.join('report', 'lanes', name) + path.sep);
    const rendererOf = (file: string): string | undefined => renderers.find((one) => file.startsWith(one));
    const targets = imports
      .filter(({ to }) => to.startsWith('.'))
      .map(({ file, to }) => ({ file, to: path.join(path.dirname(file), to) }));
    expect(targets.filter(({ file }) => rendererOf(file) !== undefined).length).toBeGreaterThan(10);
    const wrong = targets.filter(
      ({ file, to }) =>
        rendererOf(to) !== undefined &&
        rendererOf(to) !== rendererOf(file) &&
        (rendererOf(file) !== undefined || path.dirname(file) === path.join('report', 'lanes')),
    );
    expect(wrong).toEqual([]);
  });

  test('no layer imports a package that it may not', () => {
    const wrong = imports.filter(
      ({ from, to }) => !to.startsWith('.') && !MAY_IMPORT[from]!.packages.includes(to),
    );
    expect(wrong).toEqual([]);
  });

  test('what every command loads at its start are words and options, and no stage', () => {
    const loaded = new Set<string>();
    const load = (file: string): void => {
      if (loaded.has(file)) return;
      loaded.add(file);
      for (const to of staticImports(file)) load(path.join(path.dirname(file), to).replace(/\.js$/, '.ts'));
    };
    load(path.join('cli', 'main.ts'));
    expect(loaded.size).toBeGreaterThan(20);
    const stages = [
      'source',
      'parse',
      'assemble',
      'correlate',
      'check',
      'compare',
      'doctor',
      'snapshot',
      'api',
      'capture',
    ];
    expect([...loaded].filter((file) => stages.includes(layerOf(file)))).toEqual([]);
    // What output is collected in, and how a terminal's looks.
    expect([...loaded].filter((file) => layerOf(file) === 'report').sort()).toEqual([
      path.join('report', 'byte-text.ts'),
      path.join('report', 'style.ts'),
    ]);
  });

  test('only the edges know the process, and nothing prints by console', () => {
    const offenders = sources.filter((file) => {
      const code = fs.readFileSync(path.join('src', file), 'utf8').replaceAll(/\/\*[^]*?\*\/|\/\/.*/g, '');
      const knowsProcess =
        /\bprocess\./.test(code) && !PROCESS_IN.includes(layerOf(file)) && !isBuildScript(file);
      return knowsProcess || /\bconsole\./.test(code);
    });
    expect(offenders).toEqual([]);
  });

  test('every file has one job: none is over 200 lines, most are under 150', () => {
    const lengths = sources.map((file) => ({
      file,
      lines: fs.readFileSync(path.join('src', file), 'utf8').split('\n').length,
    }));
    expect(lengths.filter(({ lines }) => lines > 200)).toEqual([]);
    expect(lengths.filter(({ lines }) => lines > 150).length).toBeLessThan(lengths.length / 5);
  });
});

/** The folder under src that a file is in, or the name of a file that is in src itself. */
function layerOf(file: string): string {
  return file.split(path.sep)[0]!.replace(/\.[jt]s$/, '');
}

/** Runs at build time, not in nfpath. */
function isBuildScript(file: string): boolean {
  return file === path.join('parse', 'compile', 'main.ts');
}
