import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { bundledPackages } from '../build/bundled-packages.mjs';
import { renderNotices } from '../build/notices.mjs';

const root = resolve(import.meta.dirname, '..');

it('THIRD-PARTY-NOTICES.md is current (else run "node build/notices.mjs")', () => {
  expect(readFileSync(join(root, 'THIRD-PARTY-NOTICES.md'), 'utf8')).toBe(renderNotices(root));
});

describe('bundledPackages', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rushes-notices-'));

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function write(path: string, text: string): void {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }

  it('follows what the window and the preload script import, in scripts and styles, but not in tests', () => {
    write(
      'src-renderer/main.tsx',
      "import { a } from '@scope/ui/menu';\nawait import('lazy');\nimport './x.ts';",
    );
    write('src-renderer/ui/base.css', "@import 'font/latin.css';\n@import './tokens.css';");
    write('src-renderer/ui/base.test.tsx', "import { it } from 'test-runner';");
    write('src-preload/index.ts', "import { contextBridge } from 'electron';\nexport * from 'schema';");
    const packages = {
      '': { version: '0.1.0' },
      'node_modules/@scope/ui': { version: '1.0.0', dependencies: { inner: '^2.0.0', outer: '^1.0.0' } },
      'node_modules/@scope/ui/node_modules/inner': { version: '2.0.0', dependencies: { outer: '^1.0.0' } },
      'node_modules/inner': { version: '1.0.0' },
      'node_modules/outer': { version: '1.0.0' },
      'node_modules/lazy': { version: '1.0.0' },
      'node_modules/font': { version: '1.0.0' },
      'node_modules/schema': { version: '1.0.0' },
      'node_modules/electron': { version: '1.0.0' },
      'node_modules/test-runner': { version: '1.0.0' },
    };
    expect([...bundledPackages(folder, packages)].sort()).toEqual([
      'node_modules/@scope/ui',
      'node_modules/@scope/ui/node_modules/inner',
      'node_modules/font',
      'node_modules/lazy',
      'node_modules/outer',
      'node_modules/schema',
    ]);
  });

  it('says which import has no package', () => {
    write('src-renderer/main.tsx', "import 'forgotten';");
    expect(() => bundledPackages(folder, {})).toThrow('"forgotten"');
  });
});
