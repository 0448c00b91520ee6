/**
 * Electron's security checklist, point by point, against the code that really runs: the app is started on a stand-in of
 * Electron, and then somebody tries. Numbers and names are those of https://www.electronjs.org/docs/latest/tutorial/security.
 */
import { FuseV1Options } from '@electron/fuses';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { builderConfiguration } from '../../../build/package/builder-configuration.mjs';
import { type Bridge, callChannel, callNames, channels } from '../../../src-preload/contract/bridge.ts';
import { filesBelow } from '../../../build/setup/source-stamp.mjs';
import {
  type RunningApplication,
  runApplication,
  runPreload,
} from '../../../tests/support/electron-stand-in/run-application.ts';
import type { SessionStandIn } from '../../../tests/support/electron-stand-in/stand-in-session.ts';
import type { ContentsStandIn } from '../../../tests/support/electron-stand-in/stand-in-window.ts';

const foreign = [
  'https://example.org/',
  'http://example.org/',
  'file:///etc/passwd',
  'app://other/',
  'data:text/html,x',
];
const permissions = [
  ...[
    'media',
    'geolocation',
    'notifications',
    'midi',
    'midiSysex',
    'pointerLock',
    'keyboardLock',
    'openExternal',
  ],
  ...[
    'display-capture',
    'clipboard-read',
    'hid',
    'serial',
    'usb',
    'fileSystem',
    'idle-detection',
    'speaker-selection',
  ],
  ...[
    'storage-access',
    'top-level-storage-access',
    'window-management',
    'deprecated-sync-clipboard-read',
    'unknown',
  ],
];

const fromRoot = (path: string): string => fileURLToPath(new URL(`../../../${path}`, import.meta.url));
const textOf = async (path: string): Promise<string> => readFile(fromRoot(path), 'utf8');

/** What our own markup and scripts are made of. */
const windowSources = (): string[] =>
  filesBelow('src-renderer').filter((path) => /\.(tsx?|html)$/.test(path));

describe('the security checklist of Electron', () => {
  let running: RunningApplication;
  let contents: ContentsStandIn;
  let session: SessionStandIn;
  let preferences: Readonly<Record<string, unknown>>;

  beforeAll(async () => {
    running = await runApplication();
    ({ webContents: contents } = running.standIn.window);
    ({ session } = contents);
    preferences = running.standIn.window.options.webPreferences ?? {};
  });

  it('1. Only load secure content', async () => {
    expect(running.standIn.window.asked).toContain('load app://rushes/');
    for (const address of [
      'http://example.org/x.js',
      'https://example.org/x.js',
      'ws://example.org/',
      'ftp://e/',
    ])
      await expect(session.load(address)).resolves.toBe('cancelled');
    const secure = running.standIn.schemes.map(({ scheme, privileges }) => [scheme, privileges['secure']]);
    expect(secure).toEqual([
      ['app', true],
      ['media', true],
    ]);
  });

  it('2. Do not enable Node.js integration for remote content', () => {
    expect(preferences).toMatchObject({
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
    });
  });

  it('3. Enable context isolation', () => {
    expect(preferences).toMatchObject({ contextIsolation: true });
  });

  it('4. Enable process sandboxing', () => {
    expect(preferences).toMatchObject({ sandbox: true });
    const { asked } = running.standIn.app;
    expect(asked.indexOf('sandbox')).toBeGreaterThanOrEqual(0);
    expect(asked.indexOf('sandbox')).toBeLessThan(asked.indexOf('ready'));
  });

  it('5. Handle session permission requests from remote content', () => {
    for (const each of running.standIn.sessions.values()) {
      for (const permission of permissions) {
        expect([permission, each.askPermission(permission, 'app://rushes/')]).toEqual([permission, 'denied']);
        expect([permission, each.checkPermission(permission, 'app://rushes/')]).toEqual([
          permission,
          'denied',
        ]);
      }
      expect(each.devicePermission?.({})).toBe(false);
      for (const permission of ['fullscreen', 'clipboard-sanitized-write']) {
        expect(each.askPermission(permission, 'app://rushes/')).toBe('granted');
        expect(each.askPermission(permission, 'https://example.org/')).toBe('denied');
        expect(each.checkPermission(permission, 'https://example.org/')).toBe('denied');
      }
    }
  });

  it('6. Do not disable webSecurity', () => {
    expect(preferences).toMatchObject({ webSecurity: true });
  });

  it('7. Define a Content Security Policy', async () => {
    const files = [running.standIn.window.loaded, await session.load('app://rushes/assets/index-x1.js')];
    for (const file of files) {
      if (!(file instanceof Response)) throw new Error('the window did not load its file');
      expect(file.status).toBe(200);
      const policy = parsePolicy(file.headers.get('content-security-policy') ?? '');
      expect(policy).toEqual({
        'default-src': ["'none'"],
        'script-src': ["'self'"],
        'style-src': ["'self'"],
        'img-src': ["'self'", 'blob:', 'media:'],
        'media-src': ["'self'", 'blob:', 'media:'],
        'connect-src': ["'self'", 'media:'],
        'font-src': ["'self'"],
        'base-uri': ["'none'"],
        'form-action': ["'none'"],
        'frame-ancestors': ["'none'"],
      });
    }
    expect(running.standIn.schemes.filter(({ privileges }) => privileges['bypassCSP'] === true)).toEqual([]);
  });

  it('8. Do not enable allowRunningInsecureContent', () => {
    expect(preferences).toMatchObject({ allowRunningInsecureContent: false });
  });

  it('9. Do not enable experimental features', () => {
    expect(preferences).toMatchObject({ experimentalFeatures: false });
  });

  it('10. Do not use enableBlinkFeatures', () => {
    expect(Object.keys(preferences)).not.toContain('enableBlinkFeatures');
  });

  it('11. Do not use allowpopups for WebViews', async () => {
    expect(preferences).toMatchObject({ webviewTag: false });
    const sources = windowSources();
    expect(sources).toContain('src-renderer/index.html');
    for (const path of sources)
      expect(await textOf(path)).not.toMatch(/<webview|allowpopups|createElement\(.webview/);
  });

  it('12. Verify WebView options before creation', () => {
    expect(contents.offer('will-attach-webview', {}, { nodeIntegration: true }, {})).toBe('prevented');
  });

  it('13. Disable or limit navigation', () => {
    for (const address of [
      ...foreign,
      'app://rushes/other',
      'app://rushes/?x=1',
      'media://clip/abcd/original',
    ]) {
      expect([address, contents.navigate(address)]).toEqual([address, 'prevented']);
      expect([address, contents.navigate(address, false)]).toEqual([address, 'prevented']);
      expect(contents.offer('will-redirect', { url: address, isMainFrame: true })).toBe('prevented');
    }
    expect(contents.navigate('app://rushes/', false)).toBe('prevented');
    expect(contents.navigate('app://rushes/')).toBe('allowed');
  });

  it('14. Disable or limit creation of new windows', () => {
    for (const address of [...foreign, 'app://rushes/', 'about:blank', 'https://www.openstreetmap.org/'])
      expect([address, contents.openWindow(address)]).toEqual([address, 'deny']);
    expect(running.standIn.windows).toHaveLength(1);
  });

  it('15. Do not use shell.openExternal with untrusted content', async () => {
    const { standIn } = running;
    const ask = (request: unknown): Promise<unknown> =>
      standIn.ipcMain.invoke(contents, callChannel('host.openMap') ?? '', { id: 1, request });
    for (const request of [
      'file:///etc/passwd',
      { address: 'https://example.org' },
      { latitude: '1', longitude: 2 },
    ])
      await expect(ask(request)).resolves.toMatchObject({ ok: false, error: { code: 'bad-arguments' } });
    expect(standIn.shellCalls).toEqual([]);
    const extra = { latitude: 48.2, longitude: 16.37, address: 'https://example.org/' };
    await expect(ask(extra)).resolves.toMatchObject({ ok: true });
    expect(standIn.shellCalls).toEqual([
      {
        what: 'external',
        path: 'https://www.openstreetmap.org/?mlat=48.200000&mlon=16.370000#map=15/48.200000/16.370000',
      },
    ]);
  });

  it('16. Use a current version of Electron', async () => {
    const manifest = z.object({ devDependencies: z.record(z.string(), z.string()) });
    const { devDependencies } = manifest.parse(JSON.parse(await textOf('package.json')));
    const installed = z
      .object({ version: z.string() })
      .parse(JSON.parse(await textOf('node_modules/electron/package.json')));
    // One release, named exactly, and no pre-release. Which ones are still looked after, no test can know: 45 was the newest.
    expect(devDependencies['electron']).toMatch(/^\d+\.\d+\.\d+$/);
    expect(installed.version).toBe(devDependencies['electron']);
    expect(Number(installed.version.split('.')[0])).toBeGreaterThanOrEqual(45);
  });

  it('17. Validate the sender of all IPC messages', async () => {
    const { ipcMain } = running.standIn;
    expect([...ipcMain.handlers.keys()].sort()).toEqual(
      [channels.listen, ...callNames.map((name) => callChannel(name))].sort(),
    );
    const own = { url: 'app://rushes/', parent: null };
    const strangers = [
      ...[...foreign, 'app://rushes.evil/', 'app://x@rushes/', 'about:blank', ''].map((url) => ({
        url,
        parent: null,
      })),
      { url: 'app://rushes/', parent: own },
      null,
    ];
    const engineHeard = running.standIn.engine.heard.length;
    for (const frame of strangers) {
      for (const channel of ipcMain.handlers.keys())
        await expect(ipcMain.invoke(contents, channel, { id: 1, request: {} }, frame)).rejects.toThrow(
          'Only the window',
        );
    }
    expect(running.standIn.engine.heard).toHaveLength(engineHeard);
  });

  it('18. Avoid usage of the file:// protocol and prefer usage of custom protocols', async () => {
    await expect(session.load('file:///etc/passwd')).resolves.toBe('cancelled');
    expect([...session.schemes.keys()].sort()).toEqual(['app', 'media']);
    expect(running.standIn.window.asked.filter((what) => what.startsWith('load'))).toEqual([
      'load app://rushes/',
    ]);
  });

  it('19. Check which fuses you can change', () => {
    const { electronFuses, asar } = builderConfiguration({ electronFolder: null, ffmpegFolder: null });
    expect(asar).toBe(true);
    expect(electronFuses).toEqual({
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      loadBrowserProcessSpecificV8Snapshot: false,
      grantFileProtocolExtraPrivileges: false,
    });
    // All that there are, but one that electron-builder does not know and that takes nothing away from safety.
    const known = Object.keys(FuseV1Options).filter((name) => !/^\d+$/.test(name));
    const decided = Object.keys(electronFuses ?? {}).map(
      (name) => name.charAt(0).toUpperCase() + name.slice(1),
    );
    expect(known.filter((name) => !decided.includes(name))).toEqual(['WasmTrapHandlers']);
  });

  it('20. Do not expose Electron APIs to untrusted web content', async () => {
    const bridge = (await runPreload(running.standIn)) as Bridge;
    expect([...running.standIn.exposed.keys()]).toEqual(['rushes']);
    expect(Object.keys(bridge).sort()).toEqual(['call', 'listen', 'mediaBase', 'onMenu', 'pathsOf']);
    const heard: unknown[][] = [];
    bridge.onMenu((...given: unknown[]) => {
      heard.push(given);
    });
    // Not the event, which would lead to ipcRenderer.
    running.standIn.ipcRenderer.arrive(channels.menu, 'find');
    expect(heard).toEqual([['find']]);
    const before = running.standIn.ipcRenderer.invoked.length;
    for (const name of ['__proto__', 'constructor', 'rushes:abort', 'electron', 'toString'])
      await expect(bridge.call(name, {}).reply).resolves.toMatchObject({
        ok: false,
        error: { code: 'bad-arguments' },
      });
    expect(running.standIn.ipcRenderer.invoked).toHaveLength(before);
  });
});

function parsePolicy(policy: string): Record<string, string[]> {
  return Object.fromEntries(
    policy.split(';').map((directive) => {
      const [name = '', ...sources] = directive.trim().split(' ');
      return [name, sources];
    }),
  );
}

describe('beyond the checklist', () => {
  it('nothing of pages is kept on disk, nothing is downloaded, no spell checker asks for dictionaries', async () => {
    const { standIn } = await runApplication();
    const { session } = standIn.window.webContents;
    expect(session.partition).not.toMatch(/^persist:/);
    expect(session.options).toEqual({ cache: false });
    expect(session.offer('will-download')).toBe('prevented');
    expect(session.spellChecker).toBe('off');
    expect(standIn.window.options.webPreferences).toMatchObject({ spellcheck: false, devTools: false });
  });

  it('developer tools exist where the app is not packaged, and only there', async () => {
    const { standIn } = await runApplication({
      prepare: (electron) => {
        electron.app.isPackaged = false;
      },
    });
    const { session } = standIn.window.webContents;
    expect(standIn.window.options.webPreferences).toMatchObject({ devTools: true });
    await expect(session.load('devtools://devtools/bundled/inspector.html')).resolves.toBe('network');
    const packaged = await runApplication();
    const inPackage = packaged.standIn.window.webContents.session;
    await expect(inPackage.load('devtools://devtools/bundled/inspector.html')).resolves.toBe('cancelled');
  });
});
