import { describe, expect, it } from 'vitest';
import { leftovers } from '../build/setup/build-output.mjs';
import { sourceStamp } from '../build/setup/source-stamp.mjs';
import { bundleSources } from '../build/setup/window-output.mjs';

const file = { path: 'src-main/a.ts', sizeBytes: 10, mtimeMs: 1_000 };
const other = { path: 'src-main/b.ts', sizeBytes: 20, mtimeMs: 2_000 };

describe('sourceStamp', () => {
  it('does not depend on the order in which files are found', () => {
    expect(sourceStamp([file, other])).toBe(sourceStamp([other, file]));
  });

  it.each([
    { change: 'size', files: [{ ...file, sizeBytes: 11 }, other] },
    { change: 'time', files: [{ ...file, mtimeMs: 999 }, other] },
    { change: 'name', files: [{ ...file, path: 'src-main/c.ts' }, other] },
    { change: 'one file less', files: [file] },
  ])('changes with $change', ({ files }) => {
    expect(sourceStamp(files)).not.toBe(sourceStamp([file, other]));
  });
});

describe('leftovers', () => {
  it('finds every output of a source that is gone, and nothing else', () => {
    const compiled = ['js', 'js.map', 'd.ts'].flatMap((kind) => [
      `src-main/pipeline/stages/gone.stage.${kind}`,
      `src-main/pipeline/stages/here.stage.${kind}`,
      `src-renderer/view.${kind}`,
    ]);
    const sources = new Set(['src-main/pipeline/stages/here.stage.ts', 'src-renderer/view.tsx']);
    expect(leftovers([...compiled, 'src-main', 'src-main/notes.txt'], sources)).toEqual([
      'src-main/pipeline/stages/gone.stage.js',
      'src-main/pipeline/stages/gone.stage.js.map',
      'src-main/pipeline/stages/gone.stage.d.ts',
    ]);
  });
});

describe('bundleSources', () => {
  it('leaves out what no bundle contains, so that a new test builds nothing anew', () => {
    const paths = [
      'src-renderer/ui/button.tsx',
      'src-renderer/ui/button.module.css',
      'src-renderer/ui/button.test.tsx',
      'src-renderer/stores/session.test.ts',
      'src-renderer/latest.ts',
      'src-preload/contract/goldens/clip.info.golden',
    ];
    expect(bundleSources(paths)).toEqual([
      'src-renderer/ui/button.tsx',
      'src-renderer/ui/button.module.css',
      'src-renderer/latest.ts',
    ]);
  });
});
