/** Starts the real desktop app on a stand-in of Electron, with folders of its own and an engine that follows a script. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, vi } from 'vitest';
import type { EngineConnection } from '../../../src-main/engine/process/engine-connection.ts';
import type { Preferences } from '../../../src-preload/contract/host-commands.ts';
import { tempDir } from '../temp-dir.ts';
import { ElectronStandIn } from './electron-stand-in.ts';
import type { EngineScript } from './scripted-engine.ts';

export interface RunWishes {
  readonly args?: readonly string[];
  readonly script?: EngineScript;
  readonly platform?: NodeJS.Platform;
  readonly preferences?: Partial<Preferences>;
  /** Before the app is started. */
  prepare?(standIn: ElectronStandIn, folders: RunFolders): void | Promise<void>;
}

export interface RunFolders {
  readonly config: string;
  readonly out: string;
  readonly library: string;
}

export interface RunningApplication {
  readonly standIn: ElectronStandIn;
  readonly folders: RunFolders;
  readonly connection: () => EngineConnection;
}

const pageText = '<!doctype html><title>Rushes</title>';

/** Modules are loaded anew, so that each app has a stand-in of its own. */
export async function runApplication(wishes: RunWishes = {}): Promise<RunningApplication> {
  const standIn = new ElectronStandIn();
  const folders = await makeFolders();
  if (wishes.preferences !== undefined) {
    const settings = { recent: [], preferences: wishes.preferences };
    await writeFile(join(folders.config, 'window.json'), JSON.stringify(settings));
  }
  standIn.script = wishes.script ?? {};
  await wishes.prepare?.(standIn, folders);
  vi.resetModules();
  vi.doMock('electron', () => standIn.electron);
  const { startApplication } = await import('../../../src-main/hosts/electron/application.ts');
  const { createEngineConnection } = await import('../../../src-main/engine/process/supervisor.ts');
  const connections: EngineConnection[] = [];
  startApplication({
    args: wishes.args ?? [],
    environment: { RUSHES_CONFIG: folders.config, RUSHES_LIBRARY: folders.library, PATH: '/usr/bin' },
    workingFolder: folders.out,
    platform: wishes.platform ?? 'linux',
    outFolder: folders.out,
    resourcesFolder: join(folders.out, 'resources'),
    connect: (library, start) => {
      const options = {
        entryPath: '/engine/main.js',
        command: 'test',
        ifMissing: 'create',
        workers: null,
      } as const;
      const connection = createEngineConnection({ ...options, start, library, waitMs: 2_000 });
      connections.push(connection);
      return connection;
    },
  });
  standIn.app.becomeReady();
  if (standIn.app.lock === 'free') {
    await vi.waitFor(() => {
      // One that can't be opened says why.
      expect(standIn.dialogs).toEqual([]);
      expect(standIn.windows[0]?.loaded).toBeInstanceOf(Response);
      expect(connections[0]?.state.state).toBe('running');
    });
  }
  const connection = (): EngineConnection => {
    const [first] = connections;
    if (first === undefined) throw new Error('no engine was connected');
    return first;
  };
  return { standIn, folders, connection };
}

async function makeFolders(): Promise<RunFolders> {
  const folder = await tempDir();
  const folders = {
    config: join(folder, 'config'),
    out: join(folder, 'out'),
    library: join(folder, 'Test.rushes'),
  };
  await mkdir(folders.config);
  await mkdir(join(folders.out, 'renderer', 'assets'), { recursive: true });
  await writeFile(join(folders.out, 'renderer', 'index.html'), pageText);
  await writeFile(join(folders.out, 'renderer', 'assets', 'index-x1.js'), 'export {};');
  await writeFile(join(folders.out, 'secret.txt'), 'not for pages');
  return folders;
}

/** Runs the real preload script in the stand-in, connected with the window that was opened last. */
export async function runPreload(standIn: ElectronStandIn): Promise<unknown> {
  standIn.ipcRenderer.connect(standIn.ipcMain, standIn.window.webContents);
  vi.doMock('electron', () => standIn.electron);
  await import('../../../src-preload/index.ts');
  return standIn.exposed.get('rushes');
}
