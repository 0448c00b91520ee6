/**
 * `test` of all specs. Each test has folders of its own; what it starts is stopped at its end, and then its windows must
 * have complained of nothing.
 */
import { test as base, expect, type Page } from '@playwright/test';
import { cpSync } from 'node:fs';
import { type Caller, waitUntilSettled } from './calls.ts';
import { commandLine, runProgram } from './child.ts';
import { makeFootage } from './clips.ts';
import { makeFolders, removeFolders, type TestFolders } from './folders.ts';
import { type HostOptions, type RunningHost, startHost } from './host.ts';
import { openWindow, type Watch, watchContext } from './window.ts';

/** A library that was filled once, for tests that need one and not its filling. */
interface FilledLibrary {
  readonly folders: TestFolders;
  readonly clips: number;
}

interface OpenLibrary extends Caller {
  readonly page: Page;
}

interface TestParts {
  readonly folders: TestFolders;
  /** Of the pages that the test's context opens. */
  readonly watch: Watch;
  /** Starts a host that is stopped with the test. */
  readonly serve: (options?: HostOptions) => Promise<RunningHost>;
  /** A window on an empty library. */
  readonly emptyLibrary: OpenLibrary;
  /** A window on a library of its own with eight clips on which all work is done. Its footage is shared: read only. */
  readonly filledLibrary: OpenLibrary;
}

interface WorkerParts {
  readonly filled: FilledLibrary;
}

const ingestMs = 120_000;

export const test = base.extend<TestParts, WorkerParts>({
  filled: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the names of the parts from the pattern
    async ({}, use) => {
      const folders = makeFolders();
      const clips = await makeFootage(folders.footage);
      const args = [commandLine, 'ingest', '--library', folders.library, '--json', folders.footage];
      await runProgram(process.execPath, args, ingestMs);
      await use({ folders, clips });
      removeFolders(folders);
    },
    { scope: 'worker', timeout: ingestMs + 60_000 },
  ],
  // eslint-disable-next-line no-empty-pattern
  folders: async ({}, use) => {
    const folders = makeFolders();
    await use(folders);
    removeFolders(folders);
  },
  watch: [
    async ({ context }, use) => {
      const watch = await watchContext(context);
      await use(watch);
      expect(watch.problems()).toEqual([]);
    },
    { auto: true },
  ],
  serve: async ({ folders }, use) => {
    const hosts: RunningHost[] = [];
    await use(async (options) => {
      const host = await startHost(folders, options);
      hosts.push(host);
      return host;
    });
    for (const host of hosts) expect(await host.stop()).toBe('by itself');
  },
  emptyLibrary: async ({ context, serve }, use) => {
    const host = await serve();
    const page = await openWindow(context, host);
    await use({ context, host, page });
    await page.close();
  },
  filledLibrary: async ({ context, folders, filled, serve }, use) => {
    cpSync(filled.folders.library, folders.library, { recursive: true });
    const host = await serve({ roots: [folders.footage, folders.libraries, filled.folders.footage] });
    const page = await openWindow(context, host);
    await waitUntilSettled({ context, host }, filled.clips);
    await use({ context, host, page });
    await page.close();
  },
});
