/** What the sandbox and the content security policy demand of the bundles that set-up has built. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const out = resolve(import.meta.dirname, '..', 'out');
const assetsFolder = join(out, 'renderer', 'assets');

describe('preload script', () => {
  it('requires electron and nothing else, and is one file', () => {
    const script = readFileSync(join(out, 'preload', 'index.cjs'), 'utf8');
    const required = [...script.matchAll(/\brequire\(["'`]([^"'`]+)["'`]\)/g)].map((match) => match[1]);
    expect([...new Set(required)]).toEqual(['electron']);
    expect(script).not.toMatch(/\bimport\(/);
    expect(readdirSync(join(out, 'preload')).sort()).toEqual(['index.cjs', 'index.cjs.map']);
  });
});

describe('page', () => {
  const page = readFileSync(join(out, 'renderer', 'index.html'), 'utf8');

  it('has no script, style or handler of its own text', () => {
    const scripts = [...page.matchAll(/<script\b([^>]*)>([\s\S]*?)<\/script>/g)];
    expect(scripts.length).toBeGreaterThan(0);
    for (const [, attributes, text] of scripts) {
      expect(attributes).toMatch(/\bsrc="\.\/assets\//);
      expect(text).toBe('');
    }
    expect(page).not.toMatch(/<style\b|\sstyle=|\son[a-z]+=/);
  });

  it('names its files by content, from where it is itself, and all of them are there', () => {
    const named = [...page.matchAll(/\b(?:src|href)="([^"]+)"/g)].map((match) => match[1] ?? '');
    expect(named.length).toBeGreaterThan(1);
    for (const path of named) {
      expect(path).toMatch(/^\.\/assets\/.+-[\w-]{8}\.\w+$/);
      expect(() => readFileSync(join(out, 'renderer', path))).not.toThrow();
    }
  });

  it('has styles without inlined files', () => {
    const styles = readdirSync(assetsFolder).filter((name) => name.endsWith('.css'));
    expect(styles.length).toBeGreaterThan(0);
    for (const name of styles)
      expect(readFileSync(join(assetsFolder, name), 'utf8')).not.toMatch(/url\(["']?data:/);
  });

  it('has a source map for each script', () => {
    const files = new Set(readdirSync(assetsFolder));
    const scripts = [...files].filter((name) => name.endsWith('.js'));
    expect(scripts.filter((name) => !files.has(`${name}.map`))).toEqual([]);
  });
});
