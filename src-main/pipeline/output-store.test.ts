import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { clipFolder, createRunOutput, type RunOutput } from './output-store.ts';

let library: string;
beforeEach(() => {
  library = mkdtempSync(join(tmpdir(), 'rushes-output-'));
});
afterEach(() => {
  rmSync(library, { recursive: true, force: true });
});

const clipId = 'ab12cd';
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const inClip = (path: string): string => join(clipFolder(library, clipId), path);

function output(runKey: string, run = 'run'): RunOutput {
  const workPath = join(library, 'work', run);
  const hashFile = (path: string): Promise<string> => Promise.resolve(sha256(readFileSync(path)));
  return createRunOutput({ libraryPath: library, workPath, clipId, stage: 'poster', runKey, hashFile });
}

describe('createRunOutput', () => {
  it('shows a file only when the run is committed', async () => {
    const run = output('key-of-the-run');
    const bytes = Buffer.from('picture');
    const file = await run.context.write('poster.jpg', bytes, 'image/jpeg');
    expect(file).toEqual({
      path: 'poster/key-of-the-r/poster.jpg',
      sizeBytes: 7,
      sha256: sha256(bytes),
      mediaType: 'image/jpeg',
    });
    expect(existsSync(inClip(file.path))).toBe(false);
    run.commit();
    expect(readFileSync(inClip(file.path), 'utf8')).toBe('picture');
  });

  it('takes over what a tool wrote', async () => {
    const run = output('key');
    writeFileSync(run.context.pathFor('proxy.mp4'), 'film');
    const file = await run.context.adopt('proxy.mp4', 'video/mp4');
    run.commit();
    expect(file.sizeBytes).toBe(4);
    expect(existsSync(inClip(file.path))).toBe(true);
  });

  it('replaces what a crashed run of the same key left, and removes older results', async () => {
    const older = output('older-key', 'one');
    const old = await older.context.write('poster.jpg', Buffer.from('old'), 'image/jpeg');
    older.commit();
    for (const text of ['crashed before it was stored', 'new']) {
      const run = output('newer-key', text);
      const file = await run.context.write('poster.jpg', Buffer.from(text), 'image/jpeg');
      run.commit();
      if (text !== 'new') continue;
      run.removeOlder();
      expect(readFileSync(inClip(file.path), 'utf8')).toBe('new');
    }
    expect(existsSync(inClip(old.path))).toBe(false);
  });

  it.each(['../escape', 'a/b', '.hidden', '', 'nul\0'])('refuses %j as a name', async (name) => {
    await expect(output('key').context.write(name, Buffer.from(''), 'text/plain')).rejects.toThrow(
      'bad output name',
    );
  });
});
