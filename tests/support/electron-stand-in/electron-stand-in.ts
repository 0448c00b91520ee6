/**
 * What stands in for Electron's module in tests, since its binary can't be had everywhere: the parts of it that Rushes
 * uses, which remember what they were told and let a test play the system, the page and the engine.
 *
 * `vi.doMock('electron', () => standIn.electron)` puts one in front of the modules that are imported after it.
 */
import { AppStandIn } from './stand-in-app.ts';
import { IpcMainStandIn, IpcRendererStandIn } from './stand-in-ipc.ts';
import { SessionStandIn } from './stand-in-session.ts';
import { ContentsStandIn, type WindowOptions, WindowStandIn } from './stand-in-window.ts';
import { Emitter, preventable } from './stand-in-events.ts';
import { type EngineScript, ScriptedEngine } from './scripted-engine.ts';
import { ChannelStandIn, InferenceChildStandIn } from './stand-in-channel.ts';

export interface MenuItemStandIn {
  readonly id?: string;
  readonly role?: string;
  readonly label?: string;
  readonly checked?: boolean;
  readonly click?: () => void;
  readonly submenu?: readonly MenuItemStandIn[];
}

export class ElectronStandIn {
  readonly app = new AppStandIn();
  readonly ipcMain = new IpcMainStandIn();
  readonly ipcRenderer = new IpcRendererStandIn();
  readonly windows: WindowStandIn[] = [];
  readonly sessions = new Map<string, SessionStandIn>();
  readonly engines: {
    readonly entry: string;
    readonly options: unknown;
    readonly process: ScriptedEngine;
  }[] = [];
  /** Inference processes that engines asked for. */
  readonly inferences: InferenceChildStandIn[] = [];
  readonly notifications: { readonly title: string; readonly body: string; readonly events: Emitter }[] = [];
  readonly exposed = new Map<string, unknown>();
  readonly schemes: { readonly scheme: string; readonly privileges: Readonly<Record<string, boolean>> }[] =
    [];
  readonly shellCalls: { readonly what: string; readonly path: string }[] = [];
  readonly dialogs: { readonly what: string; readonly options: unknown }[] = [];
  readonly blockers = new Map<number, string>();
  /** The person's next answers to dialogs. */
  readonly messageAnswers: number[] = [];
  chosenFolders: string[] = [];
  menu: readonly MenuItemStandIn[] = [];
  displays = [{ id: 1, workArea: { x: 0, y: 0, width: 1920, height: 1040 } }];
  theme = { themeSource: 'system', shouldUseDarkColors: true };
  filePaths = new Map<unknown, string>();
  script: EngineScript = {};

  /** The window that was opened last. */
  get window(): WindowStandIn {
    const last = this.windows.at(-1);
    if (last === undefined) throw new Error('no window was opened');
    return last;
  }
  get engine(): ScriptedEngine {
    const last = this.engines.at(-1);
    if (last === undefined) throw new Error('no engine was started');
    return last.process;
  }
  session(partition: string): SessionStandIn {
    const found = this.sessions.get(partition);
    if (found === undefined) throw new Error(`no session "${partition}"`);
    return found;
  }

  constructor() {
    this.app.closeWindows = () => {
      for (const window of this.windows) window.close();
    };
    this.#sessionOf('', {});
  }

  #sessionOf(partition: string, options: unknown): SessionStandIn {
    const session = this.sessions.get(partition) ?? new SessionStandIn(partition, options);
    this.sessions.set(partition, session);
    return session;
  }

  #openWindow(options: WindowOptions): WindowStandIn {
    const named = options.webPreferences?.['partition'];
    const partition = typeof named === 'string' ? named : '';
    const contents = new ContentsStandIn(this.windows.length + 1, this.#sessionOf(partition, {}));
    const window = new WindowStandIn(options, contents);
    this.windows.push(window);
    window.once('closed', () => {
      if (this.windows.every((each) => each.isDestroyed())) this.app.emit('window-all-closed');
    });
    this.app.emit('web-contents-created', preventable({}), contents);
    return window;
  }

  /** What `import 'electron'` gives. */
  get electron(): Readonly<Record<string, unknown>> {
    return { ...this.#processes(), ...this.#windowing(), ...this.#system() };
  }

  #processes(): Record<string, unknown> {
    return {
      app: this.app,
      ipcMain: this.ipcMain,
      ipcRenderer: this.ipcRenderer,
      utilityProcess: {
        fork: (entry: string, _args: unknown, options: unknown) => {
          if (entry.includes('inference')) {
            const child = new InferenceChildStandIn(entry, options);
            this.inferences.push(child);
            return child;
          }
          const process = new ScriptedEngine(this.script);
          this.engines.push({ entry, options, process });
          return process;
        },
      },
      MessageChannelMain: ChannelStandIn,
      contextBridge: {
        exposeInMainWorld: (name: string, api: unknown) => {
          this.exposed.set(name, api);
        },
      },
      webUtils: {
        getPathForFile: (file: unknown) => {
          const path = this.filePaths.get(file);
          if (path === undefined) throw new TypeError('not a file');
          return path;
        },
      },
      protocol: {
        registerSchemesAsPrivileged: (schemes: ElectronStandIn['schemes']) => {
          this.app.asked.push('schemes');
          this.schemes.push(...schemes);
        },
      },
      session: {
        defaultSession: this.#sessionOf('', {}),
        fromPartition: (partition: string, options: unknown) => this.#sessionOf(partition, options),
      },
    };
  }

  #windowing(): Record<string, unknown> {
    const open = (options: WindowOptions): WindowStandIn => this.#openWindow(options);
    return {
      // Called with `new`: what a constructor returns is what `new` gives.
      BrowserWindow: function BrowserWindow(this: unknown, options: WindowOptions) {
        return open(options);
      },
      Menu: {
        buildFromTemplate: (template: readonly MenuItemStandIn[]) => template,
        setApplicationMenu: (menu: readonly MenuItemStandIn[]) => {
          this.menu = menu;
        },
      },
      dialog: {
        showOpenDialog: (...given: readonly unknown[]) => {
          this.dialogs.push({ what: 'open', options: given.at(-1) });
          const filePaths = this.chosenFolders;
          return Promise.resolve({ canceled: filePaths.length === 0, filePaths });
        },
        showMessageBox: (...given: readonly unknown[]) => {
          this.dialogs.push({ what: 'message', options: given.at(-1) });
          return Promise.resolve({ response: this.messageAnswers.shift() ?? 0 });
        },
        showErrorBox: (title: string, content: string) => {
          this.dialogs.push({ what: 'error', options: { title, content } });
        },
      },
      screen: {
        getPrimaryDisplay: () => this.displays[0],
        getAllDisplays: () => this.displays,
      },
      nativeTheme: this.theme,
      nativeImage: {
        createFromPath: (path: string) => image(path),
        createFromBitmap: (bytes: Uint8Array, size: object) => image('bitmap', { bytes, ...size }),
      },
    };
  }

  #system(): Record<string, unknown> {
    const call = (what: string) => (path: string) => {
      this.shellCalls.push({ what, path });
      return Promise.resolve('');
    };
    const notify = (options: { title: string; body: string }): Emitter => {
      const events = new Emitter();
      return Object.assign(events, {
        show: () => {
          this.notifications.push({ ...options, events });
        },
      });
    };
    const Notification = function Notification(this: unknown, options: { title: string; body: string }) {
      return notify(options);
    };
    return {
      shell: {
        showItemInFolder: call('reveal'),
        openExternal: call('external'),
        openPath: call('open'),
      },
      powerSaveBlocker: {
        start: (type: string) => {
          const id = this.blockers.size + 1;
          this.blockers.set(id, type);
          return id;
        },
        stop: (id: number) => this.blockers.delete(id),
      },
      Notification: Object.assign(Notification, { isSupported: () => true }),
    };
  }
}

/** @param from '…missing…' in a path makes an empty picture, as Electron does of a file that is none. */
function image(from: string, facts: object = {}): object {
  return {
    from,
    ...facts,
    isEmpty: () => from.includes('missing'),
    resize: (size: object) => image(from, { ...facts, ...size }),
  };
}
