/** The one window: opened where it was, shown when it is drawn, loaded again when its process dies. */
import type {
  BrowserWindow,
  BrowserWindowConstructorOptions,
  Dialog,
  Rectangle,
  WebContents,
} from 'electron';
import { clearTimeout, setTimeout } from 'node:timers';
import { channels, type MenuCommand } from '../../../src-preload/contract/bridge.ts';
import type { MenuTexts } from './menu-texts.ts';
import type { Inspection } from './session-guard.ts';
import { windowAddress } from './window-address.ts';
import { windowOptions } from './window-options.ts';
import type { WindowStateFile } from './window-state-file.ts';
import { restoredBounds, stateOf } from './window-state.ts';

interface WindowParts {
  readonly create: (options: BrowserWindowConstructorOptions) => BrowserWindow;
  readonly dialog: Pick<Dialog, 'showMessageBox'>;
  readonly preload: string;
  readonly inspection: Inspection;
  readonly stateFile: WindowStateFile;
  /** The main display first. */
  readonly workAreas: () => readonly Rectangle[];
  readonly ground: () => string;
  readonly texts: () => MenuTexts;
  /** The page is gone: what it had under way is of no use any more. */
  readonly onPageGone: (contentsId: number) => void;
  readonly quit: () => void;
}

/** A window that crashes again so soon would do so for ever if it was loaded again by itself. */
const crashesApartMs = 60_000;

/** Somebody who drags a window moves it many times a second. */
const saveAfterMs = 500;

export class MainWindow {
  readonly #parts: WindowParts;
  #window: BrowserWindow | null = null;
  #crashedAtMs: number | null = null;

  constructor(parts: WindowParts) {
    this.#parts = parts;
  }

  /** null: it is closed. */
  get current(): BrowserWindow | null {
    return this.#window;
  }

  /** Opens it, or brings it to the front. */
  show(): BrowserWindow {
    const open = this.#window;
    if (open === null) return this.#open();
    if (open.isMinimized()) open.restore();
    open.show();
    open.focus();
    return open;
  }

  /** Hands a choice of the native menu to the page, which is opened for it where it was closed. */
  ask(command: MenuCommand): void {
    const open = this.#window;
    if (open !== null) {
      open.webContents.send(channels.menu, command);
      return;
    }
    const { webContents } = this.#open();
    webContents.once('did-finish-load', () => {
      webContents.send(channels.menu, command);
    });
  }

  #open(): BrowserWindow {
    const { create, stateFile, workAreas, preload, inspection, ground } = this.#parts;
    const saved = stateFile.read();
    const bounds = restoredBounds(saved, workAreas());
    const window = create(windowOptions({ bounds, preload, inspection, ground: ground() }));
    this.#window = window;
    window.once('ready-to-show', () => {
      if (saved?.shown === 'maximized') window.maximize();
      if (saved?.shown === 'fullscreen') window.setFullScreen(true);
      window.show();
    });
    this.#keepState(window);
    this.#watch(window, window.webContents);
    window.once('closed', () => {
      this.#window = null;
    });
    // What goes wrong is shown by the page that Chromium puts there, or by the events that are watched.
    void window.loadURL(windowAddress).catch(() => undefined);
    return window;
  }

  #keepState(window: BrowserWindow): void {
    let timer: NodeJS.Timeout | undefined;
    const saveSoon = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        if (!window.isDestroyed()) this.#parts.stateFile.write(stateOf(window));
      }, saveAfterMs);
    };
    window.on('resize', saveSoon);
    window.on('move', saveSoon);
    window.on('close', () => {
      clearTimeout(timer);
      this.#parts.stateFile.write(stateOf(window));
    });
  }

  #watch(window: BrowserWindow, contents: WebContents): void {
    const { id } = contents;
    const gone = (): void => {
      this.#parts.onPageGone(id);
    };
    contents.on('did-start-navigation', (event) => {
      if (event.isMainFrame && !event.isSameDocument) gone();
    });
    contents.on('destroyed', gone);
    contents.on('render-process-gone', (_event, { reason }) => {
      gone();
      if (reason !== 'clean-exit') void this.#recover(window, contents);
    });
    window.on('unresponsive', () => void this.#offerReload(window, contents));
  }

  async #recover(window: BrowserWindow, contents: WebContents): Promise<void> {
    const nowMs = performance.now();
    const isFirst = this.#crashedAtMs === null || nowMs - this.#crashedAtMs > crashesApartMs;
    this.#crashedAtMs = nowMs;
    if (isFirst) {
      contents.reload();
      return;
    }
    const texts = this.#parts.texts();
    const { response } = await this.#parts.dialog.showMessageBox(window, {
      type: 'error',
      message: texts.windowCrashed,
      detail: texts.windowCrashedDetail,
      buttons: [texts.reload, texts.quit],
      defaultId: 0,
      cancelId: 0,
    });
    if (response === 1) this.#parts.quit();
    else if (!contents.isDestroyed()) contents.reload();
  }

  async #offerReload(window: BrowserWindow, contents: WebContents): Promise<void> {
    const texts = this.#parts.texts();
    const { response } = await this.#parts.dialog.showMessageBox(window, {
      type: 'warning',
      message: texts.windowHangs,
      detail: texts.windowHangsDetail,
      buttons: [texts.wait, texts.reload],
      defaultId: 0,
      cancelId: 0,
    });
    if (response !== 1 || contents.isDestroyed()) return;
    // A page that hangs does not follow an invitation to load itself anew. This is not one of its own crashes.
    this.#crashedAtMs = null;
    contents.forcefullyCrashRenderer();
  }
}
