import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

const LAB = 'module/lab';
const sources = fs
  .readdirSync(LAB, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => ({ file, text: fs.readFileSync(path.join(LAB, file), 'utf8') }));

describe('the lab', () => {
  test('uses nothing of nfpath, so that its truth is not the opinion of what is judged by it', () => {
    const imports = sources.flatMap(({ file, text }) =>
      [...text.matchAll(/ from '([^']+)'/g)].map(([, to]) => ({ file, to: to! })),
    );
    const inLab = (file: string, to: string): boolean =>
      !path.relative(LAB, path.join(LAB, path.dirname(file), to)).startsWith('..');
    expect(imports.length).toBeGreaterThan(50);
    expect(
      imports.filter(({ file, to }) => !(to.startsWith('.') ? inLab(file, to) : to.startsWith('node:'))),
    ).toEqual([]);
  });

  test('makes captures without knowing how they came about, and guests without knowing what is captured', () => {
    const folders: Readonly<Record<string, readonly string[]>> = {
      archive: ['process'],
      capture: ['scenarios'],
      guest: ['archive', 'kernel', 'process'],
      kernel: ['archive', 'process'],
    };
    const wrong = sources.flatMap(({ file, text }) => {
      const folder = path.dirname(file);
      const others = [...text.matchAll(/ from '\.\.\/([\w-]+)/g)].map((match) =>
        match[1]!.replace(/\.js$/, ''),
      );
      return others
        .filter((other) => folder !== '.' && !folders[folder]?.includes(other))
        .map((other) => ({ file, other }));
    });
    expect(wrong).toEqual([]);
  });

  test('has files of one job: none is over 150 lines', () => {
    expect(sources.filter(({ text }) => text.split('\n').length > 150).map(({ file }) => file)).toEqual([]);
  });
});
