import { defineConfig } from 'vitest/config';

export default defineConfig({
  // All cores: the default leaves one free, which on two cores doubles the time.
  test: { include: ['test/**/*.test.ts'], maxWorkers: '100%', testTimeout: 30_000 },
});
