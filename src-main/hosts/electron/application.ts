/**
 * The desktop app from its start to its end. What has to be said before Electron is ready is said in the first turn of the
 * event loop; what comes from outside until then waits.
 */
import { app, dialog, protocol } from 'electron';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ApplicationStart } from './application-start.ts';
import { configFolder, openHostState } from '../window/host-state.ts';
import { guardContents } from './contents-guard.ts';
import { Desktop } from './desktop.ts';
import { firstLibrary } from '../window/first-library.ts';
import { handOver, readStart, takeOver } from './opened-paths.ts';
import { closeBeforeQuit } from './quitting.ts';
import { customSchemes } from './schemes.ts';

export function startApplication(start: ApplicationStart): void {
  const settingsFolder = configFolder(start.environment);
  keepOwnFiles(join(settingsFolder, 'electron'));
  app.enableSandbox();
  protocol.registerSchemesAsPrivileged(customSchemes);
  guardContents(app);

  const wishes = readStart(start.args, start.workingFolder);
  if (!app.requestSingleInstanceLock(handOver(wishes))) {
    app.quit();
    return;
  }
  const opening = app.whenReady().then(async () => {
    const { recent } = openHostState(settingsFolder);
    const library = await firstLibrary({ ...start, asked: wishes.library, recent });
    return new Desktop({ ...start, settingsFolder, library });
  });
  hear(opening, start.platform);
  opening.then((desktop) => {
    desktop.show();
    return desktop.add(wishes.paths);
  }, giveUp);
}

/** What the system and later starts ask of an app that runs. */
function hear(opening: Promise<Desktop>, platform: NodeJS.Platform): void {
  // One that could not be opened says so once, and ends.
  const withDesktop = (use: (desktop: Desktop) => unknown): void => {
    opening.then(use).catch(() => undefined);
  };
  app.on('second-instance', (_event, _args, _workingFolder, data) => {
    withDesktop((desktop) => {
      desktop.show();
      return desktop.add(takeOver(data));
    });
  });
  // macOS: dropped on the icon in the dock, or opened with Rushes in the Finder.
  app.on('open-file', (event, path) => {
    event.preventDefault();
    withDesktop((desktop) => desktop.add([path]));
  });
  app.on('activate', () => {
    withDesktop((desktop) => {
      desktop.show();
    });
  });
  app.on('window-all-closed', () => {
    // On macOS an app lives on without windows, and its work goes on.
    if (platform !== 'darwin') app.quit();
  });
  closeBeforeQuit(app, async () => (await opening).close());
}

/** Chromium's own files. By default they would be beside the library, under a name that differs in case only. */
function keepOwnFiles(folder: string): void {
  app.setName('Rushes');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  app.setPath('userData', folder);
}

function giveUp(thrown: unknown): void {
  dialog.showErrorBox('Rushes', thrown instanceof Error ? thrown.message : String(thrown));
  app.exit(1);
}
