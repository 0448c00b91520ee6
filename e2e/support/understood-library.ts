/** A library that has looked at two real clips with real models; made once for all specs that need it. */
import { cpSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type Caller, waitUntilSettled } from './calls.ts';
import { commandLine, runProgram } from './child.ts';
import { placeRealClips, realClipsFolder } from './clips.ts';
import { makeFolders, removeFolders, type TestFolders } from './folders.ts';
import { test as base } from './test.ts';
import { openWindow } from './window.ts';
import type { Page } from '@playwright/test';

/** Somebody who waves at the camera; and two people, with a speech in place of their sound. */
export const understoodClips = { help: 'intel/help.mkv', speech: 'derived/person-with-speech.mp4' } as const;
const clips = Object.values(understoodClips);

interface UnderstoodLibrary extends Caller {
  readonly page: Page;
}

interface Made {
  readonly folders: TestFolders;
  readonly modelsFolder: string;
}

const makeMs = 300_000;

export function nameOf(clip: keyof typeof understoodClips): string {
  return basename(understoodClips[clip]);
}

export const test = base.extend<
  { readonly understoodLibrary: UnderstoodLibrary },
  { readonly understood: Made }
>({
  understood: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the names of the parts from the pattern
    async ({}, use) => {
      const real = realClipsFolder();
      if (real === null) throw new Error('Skip specs of real clips where realClipsFolder() is null.');
      const folders = makeFolders();
      const modelsFolder = join(folders.base, 'models');
      const env = { ...process.env, RUSHES_CONFIG: folders.config, RUSHES_MODELS: modelsFolder };
      const run = (words: readonly string[]): Promise<string> =>
        runProgram(
          process.execPath,
          [commandLine, ...words, '--library', folders.library, '--json'],
          makeMs,
          env,
        );
      await run(['models', 'import', join(dirname(real), 'models')]);
      placeRealClips(folders.footage, clips);
      await run(['ingest', folders.footage]);
      await use({ folders, modelsFolder });
      removeFolders(folders);
    },
    { scope: 'worker', timeout: 2 * makeMs },
  ],
  understoodLibrary: async ({ context, folders, understood, serve }, use) => {
    cpSync(understood.folders.library, folders.library, { recursive: true });
    const host = await serve({
      roots: [folders.footage, folders.libraries, understood.folders.footage],
      env: { RUSHES_MODELS: understood.modelsFolder },
    });
    const page = await openWindow(context, host);
    await waitUntilSettled({ context, host }, clips.length);
    await use({ context, host, page });
    await page.close();
  },
});
