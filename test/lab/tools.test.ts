import { afterEach, expect, test, vi } from 'vitest';
import { requireTools } from '../../module/lab/tools.js';

afterEach(() => vi.unstubAllEnvs());

test('what the lab needs of the machine is named in one line, as packages', () => {
  vi.stubEnv('PATH', '/nowhere');
  expect(requireTools).toThrow(
    /^missing on this machine; to install it: apt-get install .*\bqemu-system-x86\b.*$/,
  );
});
