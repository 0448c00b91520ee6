import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    environment: 'node',
    pool: 'forks',
    maxWorkers: 2,
    include: ['{src-*,tests,bench}/**/*.test.{ts,tsx}'],
    setupFiles: ['tests/support/property-seed.ts'],
    exclude: ['**/node_modules/**', 'out/**', 'tests/lint-examples/**'],
    // Real tools on real clips, on a machine that may be busy.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
