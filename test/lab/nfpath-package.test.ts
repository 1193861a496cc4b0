import { expect, test } from 'vitest';
import { packed } from '../../module/lab/guest/nfpath-package.js';

test('the guest gets what the package has: nfpath and the sources of the module, but not the lab', () => {
  const files = packed();
  expect(files).toEqual(
    expect.arrayContaining(['package.json', 'bin/nfpath.js', 'dist/cli/main.js', 'module/Kbuild']),
  );
  expect(files.filter((file) => /^(?:module\/lab|test|fixtures|src)\//.test(file))).toEqual([]);
});
