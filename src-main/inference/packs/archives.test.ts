import { existsSync } from 'node:fs';
import { mkdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { create, Header } from 'tar';
import { describe, expect, it } from 'vitest';
import { noise } from '../../../tests/support/model-hub.ts';
import { failureOf, never } from '../../../tests/support/pack-manager.ts';
import { tempDir } from '../../../tests/support/temp-dir.ts';
import { unpack } from './archives.ts';

/** All that this process has read so far, its threads included (proc(5)). */
async function readSoFar(): Promise<number> {
  return Number(/^rchar: (\d+)$/m.exec(await readFile('/proc/self/io', 'utf8'))?.[1]);
}

const largeBytes = 256 * 1024 * 1024;

function headerOf(path: string, size: number): Buffer {
  const block = Buffer.alloc(512);
  new Header({ path, type: 'File', size, mode: 0o644, mtime: new Date(0) }).encode(block, 0);
  return block;
}

/** A sparse file that takes no room: a small file, one of that name, and a large one. */
async function largeTar(second: string): Promise<string> {
  const path = join(await tempDir(), 'large.tar');
  const small = Buffer.concat([headerOf('first.txt', 5), Buffer.from('first'.padEnd(512, '\0'))]);
  await writeFile(path, Buffer.concat([small, headerOf(second, 0), headerOf('large.bin', largeBytes)]));
  await truncate(path, 3 * 512 + 512 + largeBytes + 1024);
  return path;
}

describe.skipIf(!existsSync('/proc/self/io'))('a large archive', () => {
  it('is not read any further once an entry of it was refused', async () => {
    const archive = await largeTar('../evil.txt');
    const folder = join(await tempDir(), 'out');
    const before = await readSoFar();
    expect((await failureOf(unpack(archive, folder, never))).message).toContain('leads out of its folder');
    expect((await readSoFar()) - before).toBeLessThan(largeBytes / 4);
    expect(existsSync(join(folder, 'large.bin'))).toBe(false);
  });

  it('is not read where nobody wants it any more', async () => {
    const archive = await largeTar('second.txt');
    const stop = new AbortController();
    stop.abort(new Error('enough'));
    const before = await readSoFar();
    await expect(unpack(archive, join(await tempDir(), 'out'), stop.signal)).rejects.toThrow('enough');
    expect((await readSoFar()) - before).toBeLessThan(largeBytes / 4);
  });
});

describe('an archive', () => {
  it.each(['.tar', '.tar.gz'])(
    'of many files large and small and the kind %s comes out as it was',
    async (ending) => {
      const source = await tempDir();
      const sizes = [0, 1, 511, 512, 513, 70_000, 3_000_000, 0, 20];
      const files = sizes.map(
        (size, index) => [`deep/${String(index)}/file.bin`, noise(size, index + 1)] as const,
      );
      for (const [path, content] of files) {
        await mkdir(join(source, path, '..'), { recursive: true });
        await writeFile(join(source, path), content);
      }
      const archive = join(await tempDir(), `many${ending}`);
      await create({ file: archive, cwd: source, gzip: ending !== '.tar' }, ['deep']);
      const folder = join(await tempDir(), 'out');
      await unpack(archive, folder, never);
      for (const [path, content] of files)
        expect((await readFile(join(folder, path))).equals(content)).toBe(true);
    },
  );

  it('that was cut off is refused', async () => {
    const source = await tempDir();
    await writeFile(join(source, 'file.bin'), noise(100_000));
    const archive = join(await tempDir(), 'cut.tar');
    await create({ file: archive, cwd: source }, ['file.bin']);
    await truncate(archive, 50_000);
    const failure = await failureOf(unpack(archive, join(await tempDir(), 'out'), never));
    expect(failure).toMatchObject({ code: 'bad-arguments', facts: { file: archive } });
  });
});
