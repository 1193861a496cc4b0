import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // All cores: the default leaves one free, which on two cores doubles the time.
    maxWorkers: '100%',
    // No test changes what others import, and to load the same modules 60 times takes ten seconds.
    isolate: false,
    // Where it is set, each of the many processes that tests start reads certificates for 30 ms, and none needs them.
    env: { NODE_EXTRA_CA_CERTS: '' },
    testTimeout: 30_000,
  },
});
