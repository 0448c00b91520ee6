/** On a disk that is really full: a small one in memory, which only root may make. */
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openModelHub } from '../../../tests/support/model-hub.ts';
import {
  eyesModel,
  failureOf,
  managePacks,
  never,
  stock,
  wish,
} from '../../../tests/support/pack-manager.ts';
import { tempDir } from '../../../tests/support/temp-dir.ts';

const runTool = (program: string, ...words: string[]): void => {
  execFileSync(program, words, { stdio: 'ignore' });
};

/** null: this user may not. */
async function smallDisk(): Promise<string | null> {
  const folder = join(await tempDir(), 'disk');
  mkdirSync(folder);
  try {
    runTool('mount', '-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', folder);
  } catch {
    return null;
  }
  afterAll(() => {
    runTool('umount', folder);
  });
  return folder;
}

const folder = await smallDisk();

if (folder === null) it.skip('a full disk: skipped, only root may make one', () => undefined);
else {
  describe('a full disk', () => {
    it('is seen before anything is fetched, and leaves what is there', async () => {
      const hub = await openModelHub();
      stock(hub);
      const { manager } = await managePacks(hub.address, { folder: join(folder, 'models') });
      expect((await failureOf(manager.download(wish('eyes'), never))).code).toBe('disk-full');
      expect(hub.requests).toEqual([]);
      expect((await manager.download(wish('ears'), never)).pack.state).toBe('installed');
    });

    it('ends an import, and leaves nothing behind', async () => {
      const source = await tempDir();
      await writeFile(join(source, 'eyes.onnx'), eyesModel);
      await writeFile(join(source, 'labels.txt'), 'one\ntwo\n');
      const { manager } = await managePacks('http://127.0.0.1:1', { folder: join(folder, 'imported') });
      expect((await failureOf(manager.importFrom({ path: source }, never))).code).toBe('disk-full');
      expect((await manager.list()).packs[0]?.state).toBe('available');
    });
  });
}
