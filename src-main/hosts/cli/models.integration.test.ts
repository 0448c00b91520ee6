/** The program itself, from an empty library to a model that is in use: over a hub on loopback, with real weights. */
import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { describeWithFixtures, fixture } from '../../../tests/support/fixtures.ts';
import { openModelHub } from '../../../tests/support/model-hub.ts';
import { tempDir } from '../../../tests/support/temp-dir.ts';
import { commands } from '../../../src-preload/contract/commands.ts';
import { catalogue } from '../../../src-preload/contract/model-packs.ts';

const program = resolve(import.meta.dirname, 'main.ts');
const checkout = resolve(import.meta.dirname, '..', '..', '..');

async function run(words: readonly string[], environment: Record<string, string>) {
  const env = { ...process.env, NO_COLOR: '1', ...environment };
  const child = spawn(process.execPath, [program, 'models', ...words], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (text: Buffer) => (stdout += text.toString()));
  child.stderr.on('data', (text: Buffer) => (stderr += text.toString()));
  const exitCode = await new Promise<number | null>((done) => child.on('close', done));
  return { exitCode, stdout, stderr };
}

describeWithFixtures('rushes models', () => {
  it('downloads, shows, checks, exports, removes and takes in again', async () => {
    const hub = await openModelHub();
    const text = await readFile(join(checkout, 'models', 'catalog.json'), 'utf8');
    const pack = catalogue.parse(JSON.parse(text)).packs.find(({ id }) => id === 'hand-gestures');
    const files = pack?.source.kind === 'pinned-files' ? pack.source.files : [];
    for (const { url, path } of files)
      hub.files.set(new URL(url).pathname, await readFile(fixture(`models/hands/gesture/${path}`)));
    const folder = await tempDir();
    const environment = {
      RUSHES_LIBRARY: join(folder, 'Lib.rushes'),
      RUSHES_MODELS: join(folder, 'weights'),
      RUSHES_MODEL_MIRROR: hub.address,
    };
    const ask = (...words: string[]) => run([...words, '--json'], environment);

    const refused = await ask('download', 'hand-gestures');
    expect([refused.exitCode, hub.requests]).toEqual([2, []]);
    expect(refused.stdout).toContain('licence-unaccepted');

    const downloaded = await run(['download', 'hand-gestures', '--yes'], environment);
    expect(downloaded, downloaded.stderr).toMatchObject({ exitCode: 0 });
    expect(downloaded.stderr).toContain('licence of the weights: Apache-2.0');

    const list = commands['models.list'].response.parse(JSON.parse((await ask('list')).stdout));
    expect(list.packs.find(({ id }) => id === 'hand-gestures')).toMatchObject({
      state: 'installed',
      inUseFor: ['gesture'],
    });
    expect(list.folder).toBe(environment.RUSHES_MODELS);
    expect((await ask('verify')).exitCode).toBe(0);

    const archive = join(folder, 'packs.tar');
    expect((await ask('export', archive)).exitCode).toBe(0);
    expect((await ask('remove', 'hand-gestures')).exitCode).toBe(0);
    const imported = await ask('import', archive);
    const report = z
      .object({ imported: z.array(z.object({ packId: z.string() })) })
      .parse(JSON.parse(imported.stdout));
    expect(report.imported).toEqual([{ packId: 'hand-gestures' }]);
  }, 240_000);
});
