/**
 * Every rule of the house fires: each file of lint-examples says in its first line which rule it breaks ("none" for the
 * good ones; "null" is what ESLint calls its own reports), and exactly that rule must report it.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { ESLint } from 'eslint';
import { beforeAll, describe, expect, it } from 'vitest';
import { layerOf } from '../build/lint/import-layers.mjs';
import { layers } from '../build/lint/layers.mjs';

const root = resolve(import.meta.dirname, '..');
const folder = resolve(import.meta.dirname, 'lint-examples');

const examples = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name))
  .map((name) => name.replaceAll('\\', '/'))
  .sort()
  .map((name) => ({ name, expected: expectedRule(name) }));

function expectedRule(name: string): string {
  const firstLine = readFileSync(resolve(folder, name), 'utf8').split('\n', 1)[0] ?? '';
  const rule = /^\/\/ expected: (\S+)$/.exec(firstLine)?.[1];
  if (rule === undefined) throw new Error(`${name} does not say which rule it breaks.`);
  return rule;
}

describe('rules of the house', () => {
  const reported = new Map<string, readonly string[]>();

  beforeAll(async () => {
    const eslint = new ESLint({ cwd: root, ignore: false });
    for (const result of await eslint.lintFiles(examples.map(({ name }) => resolve(folder, name)))) {
      const rules = result.messages.map(({ ruleId }) => String(ruleId));
      reported.set(relative(folder, result.filePath).replaceAll('\\', '/'), [...new Set(rules)]);
    }
  }, 120_000);

  it.each(examples.filter(({ expected }) => expected !== 'none'))(
    '$name breaks $expected',
    ({ name, expected }) => {
      expect(reported.get(name)).toEqual([expected]);
    },
  );

  it.each(examples.filter(({ expected }) => expected === 'none'))('$name is good', ({ name }) => {
    expect(reported.get(name)).toEqual([]);
  });

  it('has a bad example of each layer', () => {
    const proven = examples
      .filter(({ expected }) => expected === 'house/import-layers')
      .map(({ name }) => layerOf(name)?.name ?? 'none');
    expect([...new Set(proven)].sort()).toEqual([...layers.map(({ name }) => name), 'none'].sort());
  });

  it('has a bad example of each rule that eslint.config.js sets itself', async () => {
    const config = await import('../eslint.config.js');
    const ours = config.default
      .filter(({ name }) => name?.startsWith('house/') === true)
      .flatMap(({ rules }) => Object.entries(rules ?? {}))
      .filter(([, setting]) => Array.isArray(setting) || setting === 'error')
      .map(([rule]) => rule);
    const proven = new Set(examples.map(({ expected }) => expected));
    expect([...new Set(ours)].filter((rule) => !proven.has(rule))).toEqual([]);
  });
});
