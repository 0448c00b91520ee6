import { writeFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { Bridge } from '../../../src-preload/contract/bridge.ts';
import type { LiveMessage } from '../../../src-preload/contract/live.ts';
import { ElectronStandIn } from '../../../tests/support/electron-stand-in/electron-stand-in.ts';
import { tempDir } from '../../../tests/support/temp-dir.ts';
import type { EngineScript } from '../../../tests/support/electron-stand-in/scripted-engine.ts';
import { runApplication, runPreload } from '../../../tests/support/electron-stand-in/run-application.ts';

const added: NonNullable<EngineScript['answers']> = {
  'library.add': () => ({ ok: true, data: { scan: 's1' } }),
};

const addRequests = (heard: readonly { readonly kind: string }[]) =>
  heard.filter((message) => 'name' in message && message.name === 'library.add');

describe('the start', () => {
  it('does before Electron is ready what has to be done before', async () => {
    const { standIn, folders } = await runApplication();
    const { asked } = standIn.app;
    const readyAt = asked.indexOf('ready');
    for (const step of ['sandbox', 'schemes', 'lock']) expect(asked.indexOf(step)).toBeLessThan(readyAt);
    expect(standIn.app.paths.get('userData')).toBe(join(folders.config, 'electron'));
  });

  it('opens the library that the environment names in an engine of its own', async () => {
    const { standIn, folders } = await runApplication();
    expect(standIn.engines).toHaveLength(1);
    expect(standIn.engines[0]).toMatchObject({
      entry: '/engine/main.js',
      options: { serviceName: 'Rushes engine' },
    });
    expect(standIn.engine.heard[0]).toMatchObject({ kind: 'open', library: folders.library });
  });

  it('shows the window when its page can be drawn, and not before', async () => {
    const { standIn } = await runApplication();
    expect(standIn.window.options.show).toBe(false);
    expect(standIn.window.asked).toEqual(['load app://rushes/', 'show']);
  });

  it('adds the folders that it was started with', async () => {
    const { standIn, folders } = await runApplication({
      args: ['clips', '--no-sandbox'],
      script: { answers: added },
    });
    await vi.waitUntil(() => addRequests(standIn.engine.heard).length > 0);
    expect(addRequests(standIn.engine.heard)).toMatchObject([
      { request: { paths: [join(folders.out, 'clips')] } },
    ]);
  });
});

describe('a second start', () => {
  it('hands its folders over and ends without a window', async () => {
    const { standIn, folders } = await runApplication({
      args: ['more'],
      prepare: (electron) => {
        electron.app.lock = 'taken';
      },
    });
    expect(standIn.app.handedOver).toEqual({ paths: [join(folders.out, 'more')] });
    expect(standIn.app.ended).toEqual({ code: 0 });
    expect(standIn.windows).toHaveLength(0);
    expect(standIn.engines).toHaveLength(0);
  });

  it('is what the program itself does where another runs', async () => {
    const standIn = new ElectronStandIn();
    standIn.app.lock = 'taken';
    vi.stubEnv('RUSHES_CONFIG', await tempDir());
    vi.resetModules();
    vi.doMock('electron', () => standIn.electron);
    await import('./main.ts');
    vi.unstubAllEnvs();
    expect(standIn.app.asked).toEqual(expect.arrayContaining(['sandbox', 'schemes', 'lock', 'quit']));
    expect(standIn.app.ended).toEqual({ code: 0 });
  });

  it('brings the window of the first to the front, which adds the folders', async () => {
    const { standIn, folders } = await runApplication({ script: { answers: added } });
    standIn.window.minimize();
    standIn.app.emit('second-instance', {}, [], '/', { paths: [folders.out] });
    await vi.waitUntil(() => addRequests(standIn.engine.heard).length > 0);
    expect(standIn.window.asked.slice(-3)).toEqual(['restore', 'show', 'focus']);
    expect(addRequests(standIn.engine.heard)).toMatchObject([{ request: { paths: [folders.out] } }]);
  });

  it('that hands over something else opens nothing', async () => {
    const { standIn } = await runApplication({ script: { answers: added } });
    standIn.app.emit('second-instance', {}, [], '/', { paths: [{ evil: true }] });
    standIn.app.emit('second-instance', {}, [], '/', null);
    await vi.waitUntil(() => standIn.window.asked.filter((what) => what === 'focus').length === 2);
    expect(addRequests(standIn.engine.heard)).toEqual([]);
  });
});

describe('macOS', () => {
  it('opens the window again when the icon is clicked, and adds what is dropped on it', async () => {
    const { standIn, folders } = await runApplication({ platform: 'darwin', script: { answers: added } });
    standIn.window.close();
    standIn.app.emit('activate');
    await vi.waitUntil(() => standIn.windows.length === 2);
    expect(standIn.app.offer('open-file', {}, folders.out)).toBe('prevented');
    await vi.waitUntil(() => addRequests(standIn.engine.heard).length > 0);
  });
});

describe('the end', () => {
  it('closes the engine before the app goes', async () => {
    const { standIn, connection } = await runApplication();
    standIn.app.quit();
    expect(standIn.app.ended).toBeNull();
    await vi.waitUntil(() => standIn.app.ended !== null);
    expect(standIn.engine.heard.at(-1)).toEqual({ kind: 'close' });
    expect(connection().state.state).toBe('stopped');
    expect(standIn.windows.every((window) => window.isDestroyed())).toBe(true);
  });

  it('comes with the last window, except on macOS', async () => {
    for (const [platform, quits] of [
      ['linux', true],
      ['win32', true],
      ['darwin', false],
    ] as const) {
      const { standIn } = await runApplication({ platform });
      standIn.window.close();
      expect(standIn.app.asked.includes('quit')).toBe(quits);
    }
  });

  it('keeps where the window was, for the next start', async () => {
    const first = await runApplication();
    first.standIn.window.bounds = { x: 100, y: 80, width: 1200, height: 700 };
    first.standIn.window.maximize();
    first.standIn.window.close();
    const kept = await readFile(join(first.folders.config, 'desktop-window.json'), 'utf8');
    const { standIn } = await runApplication({
      prepare: (_electron, { config }) => writeFile(join(config, 'desktop-window.json'), kept),
    });
    expect(standIn.window.options).toMatchObject({ x: 100, y: 80, width: 1200, height: 700 });
    expect(standIn.window.isMaximized()).toBe(true);
  });
});

describe('an engine that crashes', () => {
  it('is started again, and the window hears of it', async () => {
    const { standIn, connection } = await runApplication();
    const bridge = (await runPreload(standIn)) as Bridge;
    const states: string[] = [];
    bridge.listen(null, (message: LiveMessage) => {
      if (message.kind === 'engine') states.push(message.engine.state);
    });
    await vi.waitUntil(() => standIn.ipcRenderer.invoked.length > 0);
    const pending = bridge.call('library.status', {});
    await vi.waitUntil(() => standIn.engine.heard.some((message) => message.kind === 'call'));
    standIn.engine.end(139);
    await expect(pending.reply).resolves.toMatchObject({ ok: false, error: { code: 'engine-unavailable' } });
    await vi.waitUntil(() => connection().state.state === 'running', { timeout: 5_000 });
    expect(standIn.engines).toHaveLength(2);
    expect(states).toEqual(['restarting', 'running']);
  });
});

describe('a page that crashes', () => {
  const crash = { reason: 'crashed', exitCode: 11 };

  it('is loaded again once, then a person is asked', async () => {
    const { standIn } = await runApplication();
    const { webContents } = standIn.window;
    webContents.emit('render-process-gone', {}, crash);
    expect(webContents.reloads).toBe(1);
    expect(standIn.dialogs).toEqual([]);
    webContents.emit('render-process-gone', {}, crash);
    await vi.waitUntil(() => webContents.reloads === 2);
    expect(standIn.dialogs).toMatchObject([
      { what: 'message', options: { buttons: ['Load Again', 'Quit'] } },
    ]);
  });

  it('lets a person quit instead', async () => {
    const { standIn } = await runApplication();
    standIn.messageAnswers.push(1);
    standIn.window.webContents.emit('render-process-gone', {}, crash);
    standIn.window.webContents.emit('render-process-gone', {}, crash);
    await vi.waitUntil(() => standIn.app.ended !== null);
    expect(standIn.window.webContents.reloads).toBe(1);
  });

  it('that hangs is loaded again when a person says so, and left alone when not', async () => {
    const { standIn } = await runApplication();
    standIn.window.emit('unresponsive');
    await vi.waitUntil(() => standIn.dialogs.length === 1);
    expect(standIn.window.webContents.reloads).toBe(0);
    standIn.messageAnswers.push(1);
    standIn.window.emit('unresponsive');
    await vi.waitUntil(() => standIn.window.webContents.reloads === 1);
  });

  it('leaves no questions behind', async () => {
    const { standIn } = await runApplication();
    const bridge = (await runPreload(standIn)) as Bridge;
    bridge.call('library.status', {});
    await vi.waitUntil(() => standIn.engine.heard.some((message) => message.kind === 'call'));
    standIn.window.webContents.emit('render-process-gone', {}, crash);
    await vi.waitUntil(() => standIn.engine.heard.some((message) => message.kind === 'abort'));
  });
});

describe('preferences', () => {
  it('set theme and language of menus at the start', async () => {
    const { standIn } = await runApplication({ preferences: { theme: 'light', language: 'de' } });
    expect(standIn.theme.themeSource).toBe('light');
    expect(standIn.menu.map(({ label }) => label)).toContain('Datei');
  });

  it('that a window saves hold for the menus at once', async () => {
    const { standIn } = await runApplication();
    const bridge = (await runPreload(standIn)) as Bridge;
    expect(standIn.menu.map(({ label }) => label)).toContain('File');
    const { reply } = bridge.call('host.savePreferences', { theme: 'dark', language: 'de' });
    await expect(reply).resolves.toMatchObject({ ok: true, data: { theme: 'dark' } });
    expect(standIn.theme.themeSource).toBe('dark');
    expect(standIn.menu.map(({ label }) => label)).toContain('Datei');
  });
});
