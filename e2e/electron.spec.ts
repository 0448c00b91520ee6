/** The desktop app in the real Electron, where its binary is. Everything else of the window is tested in a browser. */
import { spawnSync } from 'node:child_process';
import {
  _electron as electron,
  test as base,
  type ElectronApplication,
  expect,
  type Page,
} from '@playwright/test';
import { electronPlaces, findElectron } from '../src-main/hosts/cli/electron-program.ts';
import type { Bridge } from '../src-preload/contract/bridge.ts';
import { makeClip } from './support/clips.ts';
import { checkout, makeFolders, removeFolders, type TestFolders } from './support/folders.ts';

type WindowWithBridge = Window & { readonly rushes: Bridge };

interface Desktop {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly folders: TestFolders;
}

const found = findElectron(electronPlaces(process.env));
const program = 'program' in found ? found.program : '';
/** Why nothing can be tried here; null: it can. */
const obstacle =
  'reason' in found ? found.reason : process.getuid?.() === 0 ? 'its sandbox does not start for root' : null;

const environmentOf = (folders: TestFolders): Record<string, string> => ({
  ...Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  ),
  RUSHES_CONFIG: folders.config,
  RUSHES_LIBRARY: folders.library,
});

const test = base.extend<{ desktop: Desktop }>({
  // eslint-disable-next-line no-empty-pattern -- Playwright reads the names of the parts from the pattern
  desktop: async ({}, use) => {
    const folders = makeFolders();
    const app = await electron.launch({
      executablePath: program,
      args: [checkout],
      env: environmentOf(folders),
    });
    await use({ app, folders, page: await app.firstWindow() });
    await app.close();
    removeFolders(folders);
  },
});

test.skip(obstacle !== null, `the real Electron is left out: ${obstacle ?? ''}`);
// Reports name what was skipped without saying why. Workers load this file again.
if (obstacle !== null && process.env['TEST_WORKER_INDEX'] === undefined)
  process.stdout.write(`e2e/electron.spec.ts is skipped: ${obstacle}\n`);

test('the window opens and speaks with its engine over the bridge', async ({ desktop: { page } }) => {
  await expect(page).toHaveTitle(/Rushes/);
  expect(page.url()).toBe('app://rushes/');
  const reply = await page.evaluate(
    async () => (window as unknown as WindowWithBridge).rushes.call('host.facts', {}).reply,
  );
  expect(reply).toMatchObject({ ok: true, data: { host: 'electron', abilities: { reveal: true } } });
});

test('the page has the bridge and nothing of Node or Electron', async ({ desktop: { page } }) => {
  const seen = await page.evaluate(() => ({
    bridge: Object.keys((window as unknown as WindowWithBridge).rushes).sort(),
    node: ['require', 'process', 'module', 'Buffer', 'global'].filter((name) => name in window),
  }));
  expect(seen).toEqual({ bridge: ['call', 'listen', 'mediaBase', 'onMenu', 'pathsOf'], node: [] });
});

test('the page reaches no other place', async ({ desktop: { app, page } }) => {
  const reached = await page.evaluate(async () => {
    const places = ['https://example.org/', 'http://127.0.0.1:9/', 'file:///etc/hosts'];
    const answers = await Promise.allSettled(places.map(async (place) => fetch(place)));
    window.open('https://example.org/');
    return answers.map(({ status }) => status);
  });
  expect(reached).toEqual(['rejected', 'rejected', 'rejected']);
  await page.evaluate(() => {
    location.href = 'https://example.org/';
  });
  await expect.poll(() => page.url()).toBe('app://rushes/');
  expect(app.windows()).toHaveLength(1);
});

test('clips are worked on in the utility process, and their media plays', async ({
  desktop: { page, folders },
}) => {
  const path = await makeClip(folders.footage, 'alpha.mp4', { durationSec: 4 });
  const clipId = await page.evaluate(async (folder) => {
    const { rushes } = window as unknown as WindowWithBridge;
    const reply = await rushes.call('library.ingest', { paths: [folder] }).reply;
    return reply.ok ? (reply.data as { clips: { id: string }[] }).clips[0]?.id : reply.error.message;
  }, path);
  const played = await page.evaluate(async (id) => {
    const video = document.createElement('video');
    video.src = `media://clip/${id ?? ''}/original`;
    video.muted = true;
    await new Promise((resolve, reject) => {
      video.onloadeddata = resolve;
      video.onerror = () => {
        reject(new Error(video.error?.message));
      };
    });
    video.currentTime = 3;
    await new Promise((resolve) => (video.onseeked = resolve));
    return { time: video.currentTime, width: video.videoWidth };
  }, clipId);
  expect(played).toEqual({ time: 3, width: 320 });
});

test('a second start ends by itself and leaves one window', ({ desktop: { app, folders } }) => {
  const { status } = spawnSync(program, [checkout], { env: environmentOf(folders), timeout: 30_000 });
  expect(status).toBe(0);
  expect(app.windows()).toHaveLength(1);
});

test('an engine that is killed is started again', async ({ desktop: { app, page } }) => {
  const enginePid = (): Promise<number | undefined> =>
    app.evaluate((main) => main.app.getAppMetrics().find(({ name }) => name === 'Rushes engine')?.pid);
  const engineState = (): Promise<unknown> =>
    page.evaluate(async () => {
      const reply = await (window as unknown as WindowWithBridge).rushes.call('host.facts', {}).reply;
      return reply.ok ? (reply.data as { engine: { state: string } }).engine.state : reply.error.code;
    });
  await expect.poll(engineState).toBe('running');
  const first = await enginePid();
  if (first === undefined) throw new Error('no engine runs');
  process.kill(first, 'SIGKILL');
  await expect
    .poll(async () => (await enginePid()) !== first && (await engineState()) === 'running')
    .toBe(true);
});
