import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createRegistry, loadStages } from '../src-main/pipeline/registry.ts';
import { createFilterRegistry, loadFilters } from '../src-main/search/filter-registry.ts';
import { parseQuery } from '../src-main/search/query/parse-query.ts';

const page = (name: string): string => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8');

describe('README', () => {
  it('lists every stage, and none that is not there', async () => {
    const table = /<!-- stages:begin[^>]*-->([\s\S]*?)<!-- stages:end -->/.exec(page('README.md'))?.[1] ?? '';
    const listed = [...table.matchAll(/^\| `([a-z-]+)` +\|/gm)].map((match) => match[1]);
    const { stages } = createRegistry(await loadStages());
    expect(listed.sort()).toEqual(stages.map(({ name }) => name).sort());
  });

  it('lists every field of a query, with examples that are understood', async () => {
    const table =
      /<!-- filters:begin[^>]*-->([\s\S]*?)<!-- filters:end -->/.exec(page('README.md'))?.[1] ?? '';
    const registry = createFilterRegistry(await loadFilters());
    const rows = [...table.matchAll(/^\| (`.*?) +\| (`.*?) +\|$/gm)];
    const codes = (cell = ''): string[] => [...cell.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? '');
    expect(rows.flatMap((row) => codes(row[1])).sort()).toEqual(registry.filters.map(({ id }) => id));
    for (const example of rows.flatMap((row) => codes(row[2]))) {
      const { parts, ignored } = parseQuery(example, registry, { now: new Date(), typing: 'finished' });
      expect([parts.length, ignored], example).toEqual([1, []]);
    }
  });

  it('speaks of no command of the command line that is not there', () => {
    const sources = page('src-main/hosts/cli/run-cli.ts');
    const known = [...sources.matchAll(/commands\/([a-z-]+)\.ts/g)].map((match) => match[1]);
    const named = [...page('README.md').matchAll(/`rushes ([a-z-]+)/g)].map((match) => match[1]);
    expect(named.length).toBeGreaterThan(10);
    for (const name of named) expect(known).toContain(name);
  });

  it.each(['README.md', 'ARCHITECTURE.md'])('links and names only files that are there: %s', (name) => {
    const links = [...page(name).matchAll(/\]\(([^):]+)\)/g)].map((match) => match[1] ?? '');
    for (const link of links) expect(() => page(link)).not.toThrow();
  });
});

describe('ARCHITECTURE', () => {
  it('stays one page', () => {
    expect(page('ARCHITECTURE.md').split('\n').length).toBeLessThan(100);
  });
});
