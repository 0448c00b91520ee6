/** Puts the parts together once Electron is ready: session, service, window, menu, and what the desktop is told. */
import {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  MessageChannelMain,
  nativeImage,
  nativeTheme,
  Notification,
  powerSaveBlocker,
  screen,
  session,
  shell,
  utilityProcess,
} from 'electron';
import { join } from 'node:path';
import type { Reply } from '../../../src-preload/contract/command.ts';
import type { CommandInput } from '../../../src-preload/contract/commands.ts';
import { inferenceEntryPath } from '../../engine/process/host-inference-process.ts';
import { createWindowService } from '../window/create-window-service.ts';
import { type HostState, openHostState } from '../window/host-state.ts';
import type { WindowService } from '../window/window-service.ts';
import { menuTemplate } from './app-menu.ts';
import type { ApplicationStart } from './application-start.ts';
import { clipMedia } from './clip-media.ts';
import { offerCommands } from './command-channels.ts';
import { pageHeaders } from './content-policy.ts';
import { dragIcon } from './drag-icon.ts';
import { engineEnvironment, isFile } from './engine-environment.ts';
import { utilityProcessStarter } from './engine-process.ts';
import { electronPowers } from './host-powers.ts';
import { inferenceHost } from './inference-process.ts';
import { createLiveLinks, type LiveLinks } from './live-links.ts';
import { MainWindow } from './main-window.ts';
import { menuTexts, type MenuTexts } from './menu-texts.ts';
import type { ProcessMeans } from './process-means.ts';
import { rendererFiles } from './renderer-files.ts';
import { mediaScheme, windowScheme } from './schemes.ts';
import { guardSession, type Inspection, sessionPartition } from './session-guard.ts';
import { grounds } from './window-options.ts';
import { windowStateFile } from './window-state-file.ts';
import type { WorkSignals } from './work-meter.ts';
import { workSignaller } from './work-signals.ts';
import { watchWork } from './work-watch.ts';

export interface DesktopOptions extends Pick<
  ApplicationStart,
  'connect' | 'environment' | 'outFolder' | 'platform' | 'resourcesFolder'
> {
  readonly settingsFolder: string;
  readonly library: string;
}

export class Desktop {
  readonly #options: DesktopOptions;
  readonly #inspection: Inspection = app.isPackaged ? 'denied' : 'allowed';
  readonly #state: HostState;
  readonly #service: WindowService;
  readonly #live: LiveLinks;
  readonly #window: MainWindow;
  readonly #stopWatching: () => void;

  constructor(options: DesktopOptions) {
    this.#options = options;
    this.#state = openHostState(options.settingsFolder);
    this.#service = this.#startService();
    this.#live = createLiveLinks(this.#service);
    this.#openSession();
    const channels = offerCommands({
      ipc: ipcMain,
      service: this.#service,
      live: this.#live,
      onReply: (name, reply) => {
        this.#onReply(name, reply);
      },
    });
    this.#window = this.#makeWindow(channels.forget);
    this.#applyPreferences();
    this.#stopWatching = watchWork({
      service: this.#service,
      tell: workSignaller({
        powerSaveBlocker,
        window: () => this.#window.current,
        notify: (finished) => {
          this.#notify(finished);
        },
      }),
    });
  }

  show(): void {
    this.#window.show();
  }

  /** Adds folders and files to the library that is open. */
  async add(paths: readonly string[]): Promise<void> {
    if (paths.length === 0) return;
    const request: CommandInput<'library.add'> = { paths: [...paths] };
    const reply = await this.#service.call('library.add', request, new AbortController().signal);
    if (!reply.ok) this.#live.tell({ kind: 'notice', error: reply.error });
  }

  async close(): Promise<void> {
    this.#stopWatching();
    await this.#service.close();
  }

  #startService(): WindowService {
    const { connect, environment, library, resourcesFolder } = this.#options;
    const told = engineEnvironment({
      environment,
      platform: this.#options.platform,
      resourcesFolder: app.isPackaged ? resourcesFolder : null,
      isFile,
    });
    const processes: ProcessMeans = {
      fork: (...given) => utilityProcess.fork(...given),
      environment: told,
      killNow: (pid) => {
        process.kill(pid, 'SIGKILL');
      },
    };
    const startProcess = utilityProcessStarter({
      ...processes,
      inference: (engine) =>
        inferenceHost(engine, {
          ...processes,
          channel: () => new MessageChannelMain(),
          entryPath: inferenceEntryPath(),
        }),
    });
    const powers = electronPowers({
      shell,
      dialog,
      window: () => this.#window.current,
      dragIcon: (path) => dragIcon(nativeImage, path),
    });
    return createWindowService({ connection: connect(library, startProcess), powers, state: this.#state });
  }

  #openSession(): void {
    const { outFolder } = this.#options;
    const own = session.fromPartition(sessionPartition, { cache: false });
    guardSession(own, this.#inspection);
    // Nothing uses it; nothing should be able to.
    guardSession(session.defaultSession, 'denied');
    own.protocol.handle(windowScheme, rendererFiles(join(outFolder, 'renderer'), pageHeaders));
    own.protocol.handle(mediaScheme, clipMedia(this.#service));
  }

  #makeWindow(onPageGone: (contentsId: number) => void): MainWindow {
    return new MainWindow({
      create: (windowOptions) => new BrowserWindow(windowOptions),
      dialog,
      preload: join(this.#options.outFolder, 'preload', 'index.cjs'),
      inspection: this.#inspection,
      stateFile: windowStateFile(this.#options.settingsFolder),
      workAreas: () => {
        const main = screen.getPrimaryDisplay();
        const others = screen.getAllDisplays().filter(({ id }) => id !== main.id);
        return [main, ...others].map(({ workArea }) => workArea);
      },
      ground: () => (nativeTheme.shouldUseDarkColors ? grounds.dark : grounds.light),
      texts: () => this.#texts(),
      onPageGone,
      quit: () => {
        app.quit();
      },
    });
  }

  #texts(): MenuTexts {
    return menuTexts(
      this.#state.preferences.language,
      app.getPreferredSystemLanguages()[0] ?? app.getLocale(),
    );
  }

  #onReply(name: string, reply: Reply<unknown>): void {
    if (name === 'host.savePreferences' && reply.ok) this.#applyPreferences();
  }

  #applyPreferences(): void {
    const { theme } = this.#state.preferences;
    nativeTheme.themeSource = theme;
    const template = menuTemplate({
      platform: this.#options.platform,
      texts: this.#texts(),
      theme,
      inspection: this.#inspection,
      send: (command) => {
        this.#window.ask(command);
      },
    });
    Menu.setApplicationMenu(Menu.buildFromTemplate(template));
  }

  #notify({ jobs, failed }: NonNullable<WorkSignals['finished']>): void {
    if (!Notification.isSupported()) return;
    const texts = this.#texts();
    const body = `${texts.stagesDone(jobs)}${failed === 0 ? '' : texts.stagesFailed(failed)}.`;
    const notification = new Notification({ title: texts.workDone, body });
    notification.on('click', () => {
      this.show();
    });
    notification.show();
  }
}
