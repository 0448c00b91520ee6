import type { Command } from 'commander';
import { resolve } from 'node:path';
import { addCommand, type Cli } from '../cli.ts';
import { addServeOptions, serve, type ServeOptions } from './serve.ts';

/**
 * What `npm start` runs: opens the library's window, in Electron where its binary is, else in the browser. Folders that
 * are given are taken in at once. With --no-open, --port or --json it is the browser's in any case.
 */
export function addStartCommand(program: Command, cli: Cli): void {
  addServeOptions(
    addCommand(program, 'start [folder...]', 'open the window, and take in the folders given', 'hidden'),
  ).action(async (folders: string[], options: ServeOptions) => {
    const { windows, workingFolder, terminal, signal } = cli;
    const input = windows.watchInput();
    const paths = folders.map((folder) => resolve(workingFolder, folder));
    if (options.open && options.port === undefined && options.json !== true) {
      const libraryPath = options.library === undefined ? null : cli.libraryPath(options);
      const outcome = await windows.runElectron({ libraryPath, paths }, signal);
      if (outcome.kind === 'ran') return;
      terminal.writeNote(`rushes: ${outcome.reason}; the window opens in a browser instead\n`);
    }
    const libraryPath =
      options.library === undefined ? await windows.lastLibrary() : cli.libraryPath(options);
    await serve(
      cli,
      options,
      { host: '127.0.0.1', names: [], libraryPath, command: 'rushes start', paths },
      input,
    );
  });
}
