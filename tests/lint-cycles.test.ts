import { resolve } from 'node:path';
import { cruise } from 'dependency-cruiser';
import { expect, it } from 'vitest';
import configuration from '../.dependency-cruiser.mjs';

it('an import cycle and a missing module are found', async () => {
  const { exclude, tsConfig, ...options } = configuration.options ?? {};
  const { output } = await cruise(['tests/lint-examples/cycles'], {
    ...options,
    baseDir: resolve(import.meta.dirname, '..'),
    validate: true,
    ruleSet: { forbidden: configuration.forbidden ?? [] },
  });
  if (typeof output === 'string') throw new Error('a report as an object was asked for');
  const found = output.summary.violations.map(
    ({ rule, from }) => `${rule.name} ${from.replace(/^.*\//, '')}`,
  );
  expect(found.sort()).toEqual(['no-circular first.ts', 'not-resolvable third.ts']);
});
