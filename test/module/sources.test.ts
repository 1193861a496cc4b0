import fs from 'node:fs';
import { describe, expect, test } from 'vitest';

const read = (file: string): string => fs.readFileSync(`module/${file}`, 'utf8');
const sources = fs.readdirSync('module').filter((file) => /\.[ch]$/.test(file));
const code = sources.map(read).join('\n');
const readme = read('README.md');

const version = /"version": "(.*)"/.exec(fs.readFileSync('package.json', 'utf8'))![1]!;

describe('the module', () => {
  test.each(['dkms.conf', 'main.c', 'README.md'])('has the version of the package in %s', (file) => {
    const shown =
      /(?:PACKAGE_VERSION=|MODULE_VERSION\()"(.*)"/.exec(read(file)) ??
      /dkms install nftrace\/(\S+)/.exec(read(file));
    expect(shown?.[1]).toBe(version);
  });

  test.each([...sources, 'Kbuild', 'Makefile', 'dkms.conf'])('says in %s that it is GPL-2.0', (file) => {
    expect(read(file).split('\n')[0]).toContain('SPDX-License-Identifier: GPL-2.0');
  });

  test('builds each of its sources', () => {
    const objects = [...read('Kbuild').matchAll(/(\w+)\.o\b/g)].map(([, name]) => `${name!}.c`);
    expect(objects.filter((file) => file !== 'nftrace.c').sort()).toEqual(
      sources.filter((file) => file.endsWith('.c')).sort(),
    );
  });

  const parameters = [...code.matchAll(/module_param\((\w+)/g)].map(([, name]) => name!);
  test.each(parameters)('explains parameter %s in the README and to modinfo', (name) => {
    expect(readme).toMatch(new RegExp(`\`${name}(=1)?\``));
    expect(code).toContain(`MODULE_PARM_DESC(${name}, `);
  });

  // Format strings, and add_device(line, "dev", ...).
  const fields = [...code.matchAll(/nftrace_add\([^;]*?"[^"]*"|add_device\(line, "\w+"/g)].flatMap(([call]) =>
    [...call.matchAll(/(?<=[ "])(\w+)=|line, "(\w+)"/g)].map(([, field, device]) => field ?? device!),
  );
  test.each([...new Set(fields)])('explains field %s of format 2 in the README', (field) => {
    expect(readme).toContain(`\`${field}\``);
  });
});
