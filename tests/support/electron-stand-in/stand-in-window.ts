/** Windows that show nothing, and remember how they were made and what was asked of them. */
import { Emitter, preventable } from './stand-in-events.ts';
import type { SessionStandIn } from './stand-in-session.ts';

export interface WindowOptions {
  readonly width?: number;
  readonly height?: number;
  readonly x?: number;
  readonly y?: number;
  readonly show?: boolean;
  readonly webPreferences?: Readonly<Record<string, unknown>>;
}

export interface FrameStandIn {
  readonly url: string;
  readonly parent: FrameStandIn | null;
}

type OpenHandler = (details: { readonly url: string }) => { readonly action: 'allow' | 'deny' };

export class ContentsStandIn extends Emitter {
  readonly id: number;
  readonly session: SessionStandIn;
  readonly sent: { readonly channel: string; readonly message: unknown }[] = [];
  readonly drags: { readonly file: string; readonly files?: readonly string[]; readonly icon: unknown }[] =
    [];
  /** Where the page of the preload script hears; set by tests that run it. */
  onSent: ((channel: string, message: unknown) => void) | null = null;
  mainFrame: FrameStandIn = { url: 'about:blank', parent: null };
  reloads = 0;
  #openHandler: OpenHandler | null = null;
  #life: 'alive' | 'destroyed' = 'alive';

  constructor(id: number, session: SessionStandIn) {
    super();
    this.id = id;
    this.session = session;
  }

  send(channel: string, message: unknown): void {
    const copy: unknown = structuredClone(message);
    this.sent.push({ channel, message: copy });
    this.onSent?.(channel, copy);
  }
  setWindowOpenHandler(handler: OpenHandler): void {
    this.#openHandler = handler;
  }
  startDrag(item: ContentsStandIn['drags'][number]): void {
    this.drags.push(item);
  }
  reload(): void {
    this.reloads += 1;
    this.emit('did-start-navigation', preventable({ isMainFrame: true, isSameDocument: false }));
  }
  forcefullyCrashRenderer(): void {
    this.emit('render-process-gone', preventable({}), { reason: 'killed', exitCode: 9 });
  }
  isDestroyed(): boolean {
    return this.#life === 'destroyed';
  }
  getURL(): string {
    return this.mainFrame.url;
  }

  destroy(): void {
    this.#life = 'destroyed';
    this.emit('destroyed');
  }

  /** Electron opens a window where nobody refuses it. */
  openWindow(url: string): 'allow' | 'deny' {
    return this.#openHandler?.({ url }).action ?? 'allow';
  }

  /** A page that goes elsewhere: the two events in Electron's order, either of which may stop it. */
  navigate(url: string, isMainFrame = true): 'prevented' | 'allowed' {
    const facts = { url, isMainFrame, isSameDocument: false };
    if (this.offer('will-frame-navigate', facts) === 'prevented') return 'prevented';
    return isMainFrame ? this.offer('will-navigate', facts) : 'allowed';
  }
}

export class WindowStandIn extends Emitter {
  readonly options: WindowOptions;
  readonly webContents: ContentsStandIn;
  readonly progress: { readonly value: number; readonly mode: string | undefined }[] = [];
  /** What was asked of it, in order. */
  readonly asked: string[] = [];
  loaded: Response | 'cancelled' | 'network' | null = null;
  bounds = { x: 0, y: 0, width: 0, height: 0 };
  focus_ = false;
  shown: 'normal' | 'maximized' | 'fullscreen' = 'normal';
  #life: 'open' | 'closed' = 'open';

  constructor(options: WindowOptions, contents: ContentsStandIn) {
    super();
    this.options = options;
    this.webContents = contents;
    const { x = 10, y = 10, width = 800, height = 600 } = options;
    this.bounds = { x, y, width, height };
  }

  async loadURL(url: string): Promise<void> {
    this.asked.push(`load ${url}`);
    this.webContents.mainFrame = { url, parent: null };
    this.loaded = await this.webContents.session.load(url);
    this.emit('ready-to-show');
    this.webContents.emit('did-finish-load');
  }
  show(): void {
    this.asked.push('show');
  }
  focus(): void {
    this.asked.push('focus');
    this.focus_ = true;
  }
  isFocused(): boolean {
    return this.focus_;
  }
  isMinimized(): boolean {
    return this.asked.at(-1) === 'minimize';
  }
  minimize(): void {
    this.asked.push('minimize');
  }
  restore(): void {
    this.asked.push('restore');
  }
  maximize(): void {
    this.shown = 'maximized';
  }
  setFullScreen(isFull: boolean): void {
    this.shown = isFull ? 'fullscreen' : 'normal';
  }
  isMaximized(): boolean {
    return this.shown === 'maximized';
  }
  isFullScreen(): boolean {
    return this.shown === 'fullscreen';
  }
  getNormalBounds(): { x: number; y: number; width: number; height: number } {
    return this.bounds;
  }
  setProgressBar(value: number, options?: { readonly mode?: string }): void {
    this.progress.push({ value, mode: options?.mode });
  }
  isDestroyed(): boolean {
    return this.#life === 'closed';
  }
  close(): void {
    if (this.#life === 'closed' || this.offer('close') === 'prevented') return;
    this.#life = 'closed';
    this.webContents.destroy();
    this.emit('closed');
  }
}
