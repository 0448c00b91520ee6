/** What `new:stage` writes compiles, is clean to lint and format, and its own test passes: in a copy of the sources. */
import { execFile } from 'node:child_process';
import { cpSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { writeStage } from '../build/commands/new-stage.mjs';
import { tempDir } from './support/temp-dir.ts';

const root = resolve(import.meta.dirname, '..');

const copied = [
  'build',
  'src-main',
  'src-preload',
  'tests/support',
  'eslint.config.js',
  'vitest.config.ts',
  'tsconfig.base.json',
  'tsconfig.tests.json',
  'package.json',
  '.prettierrc.json',
];

/** Runs a tool of node_modules in a folder. */
function run(
  folder: string,
  tool: string,
  args: readonly string[],
): Promise<{ ok: boolean; output: string }> {
  return new Promise((done) => {
    const program = join(root, 'node_modules', tool);
    execFile(
      process.execPath,
      [program, ...args],
      { cwd: folder, maxBuffer: 1e8 },
      (error, stdout, stderr) => {
        done({ ok: error === null, output: `${stdout}${stderr}` });
      },
    );
  });
}

// Compilers take their time on a busy machine.
describe('new:stage', { timeout: 180_000 }, () => {
  let folder = '';
  let sources: readonly string[] = [];

  beforeAll(async () => {
    folder = await tempDir();
    for (const path of copied) cpSync(join(root, path), join(folder, path), { recursive: true });
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
    await run(folder, 'prettier/bin/prettier.cjs', ['--write', 'src-preload/contract/artifacts.ts']);
    sources = ['brightness', 'example-brightness'].flatMap((name) => writeStage(folder, name));
    // Only what was written and what it imports.
    const settings = JSON.parse(readFileSync(join(folder, 'tsconfig.tests.json'), 'utf8')) as Record<
      string,
      unknown
    >;
    writeFileSync(join(folder, 'tsconfig.tests.json'), JSON.stringify({ ...settings, include: sources }));
  });

  it('writes a stage, its test and its artifact, each once', () => {
    expect([...new Set(sources)].sort()).toEqual([
      'src-main/pipeline/stages/brightness.stage.test.ts',
      'src-main/pipeline/stages/brightness.stage.ts',
      'src-main/pipeline/stages/example-brightness.stage.test.ts',
      'src-main/pipeline/stages/example-brightness.stage.ts',
      'src-preload/contract/artifacts.ts',
    ]);
    expect(() => writeStage(folder, 'brightness')).toThrow('is there already');
  });

  it('compiles', async () => {
    expect(await run(folder, 'typescript/bin/tsc', ['--project', 'tsconfig.tests.json'])).toEqual({
      ok: true,
      output: '',
    });
  });

  it('is clean to lint', async () => {
    const written = sources.filter((path) => path.includes('/stages/'));
    expect(await run(folder, 'eslint/bin/eslint.js', written)).toEqual({ ok: true, output: '' });
  });

  it('is formatted', async () => {
    const { ok, output } = await run(folder, 'prettier/bin/prettier.cjs', ['--list-different', ...sources]);
    expect({ ok, output }).toEqual({ ok: true, output: '' });
  });

  it('passes its own test', async () => {
    const { ok, output } = await run(folder, 'vitest/vitest.mjs', ['run', 'brightness.stage.test.ts']);
    expect(ok, output).toBe(true);
  });
});
