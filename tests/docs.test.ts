import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createRegistry, loadStages } from '../src-main/pipeline/registry.ts';

const page = (name: string): string => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8');

describe('README', () => {
  it('lists every stage, and none that is not there', async () => {
    const table = /<!-- stages:begin[^>]*-->([\s\S]*?)<!-- stages:end -->/.exec(page('README.md'))?.[1] ?? '';
    const listed = [...table.matchAll(/^\| `([a-z-]+)` +\|/gm)].map((match) => match[1]);
    const { stages } = createRegistry(await loadStages());
    expect(listed.sort()).toEqual(stages.map(({ name }) => name).sort());
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
