/** The program itself: clips are taken in, and found again. */
import { spawn } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { makeClip } from '../../../tests/support/make-clip.ts';
import { tempDir } from '../../../tests/support/temp-dir.ts';
import { commands } from '../../../src-preload/contract/commands.ts';

const program = resolve(import.meta.dirname, 'main.ts');

async function run(words: readonly string[], library: string) {
  const env = { ...process.env, NO_COLOR: '1', RUSHES_LIBRARY: library };
  const child = spawn(process.execPath, [program, ...words], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (text: Buffer) => (stdout += text.toString()));
  child.stderr.on('data', (text: Buffer) => (stderr += text.toString()));
  const exitCode = await new Promise<number | null>((done) => child.on('close', done));
  return { exitCode, stdout, stderr };
}

const picture = ['-f', 'lavfi', '-i', 'testsrc2=size=64x36:rate=5:duration=1', '-c:v', 'mpeg4'];

it('finds clips by words and fields, and says why; what is nonsense finds nothing', async () => {
  const folder = await tempDir();
  const [films, library] = [join(folder, 'films at sea'), join(folder, 'Lib.rushes')];
  await mkdir(films);
  await makeClip(films, 'red boat.mp4', picture);
  await makeClip(films, 'blue car.mkv', [...picture, '-vf', 'hue=h=90']);
  expect(await run(['ingest', films, '--profile', 'fast'], library)).toMatchObject({ exitCode: 0 });
  const found = async (...words: string[]) => {
    const { exitCode, stdout, stderr } = await run(['search', ...words, '--json'], library);
    expect(exitCode, stderr).toBe(0);
    const document = JSON.parse(stdout) as { readonly facets: unknown };
    const names = commands['search.run'].response
      .parse(document)
      .results.map(({ path }) => path?.split('/').at(-1) ?? '');
    return { names: names.sort(), document };
  };
  const both = ['blue car.mkv', 'red boat.mp4'];
  expect((await found('red', 'boat')).names).toEqual(['red boat.mp4']);
  expect((await found('folder:sea', '-boat')).names).toEqual(['blue car.mkv']);
  expect((await found('boat OR car', '--sort', 'duration', '--limit', '5')).names).toEqual(both);
  expect((await found('boat car')).names).toEqual([]);
  expect((await found('container:matroska')).names).toEqual(['blue car.mkv']);
  expect((await found('xyzzyplugh')).names).toEqual([]);
  const { document } = await found('codec:mpeg4', 'wrongfield:1');
  expect(document).toMatchObject({ query: { ignored: [{ text: 'wrongfield:1', reason: 'unknown-field' }] } });

  const shown = await run(['search', 'baot', '--explain'], library);
  expect(shown.stdout).toContain('red boat.mp4');
  expect(shown.stdout).toMatch(/searched for "boat"/);
  expect(shown.stdout).toMatch(/text: rank 1/);

  expect((await run(['search', 'boat', '--wieghts', '1'], library)).exitCode).toBe(2);
  expect((await run(['search', 'boat', '--weights', 'picture=lots'], library)).exitCode).toBe(2);
  expect((await run(['search', 'boat', '--rank-constant', '0'], library)).exitCode).toBe(2);
  const even = await found('boat', '--rank-constant', '99');
  expect(even.document).toMatchObject({ results: [{ ranks: [{ rank: 1, share: 0.01 }] }] });
  expect(await run(['collections', 'add', 'At sea', 'folder:sea'], library)).toMatchObject({ exitCode: 0 });
  expect((await found('--collection', 'at sea')).names).toEqual(both);
  expect((await found('car', '--collection', 'At sea')).names).toEqual(['blue car.mkv']);
  expect((await run(['search', '--collection', 'nowhere'], library)).exitCode).toBe(2);
}, 300_000);
