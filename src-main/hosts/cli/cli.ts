/** What every command of the command line is given. */
import type { Command } from 'commander';
import type { ExitCode } from '../../../src-preload/contract/errors.ts';
import type { Confirm } from './confirm.ts';
import { locateLibrary } from './library-location.ts';
import { type ProgressListener, type Session, type Targets, withSession } from './session.ts';
import type { Terminal } from './terminal.ts';
import type { WindowHosts } from './window-hosts.ts';

export interface CliSurroundings {
  readonly terminal: Terminal;
  readonly targets: Targets;
  readonly windows: WindowHosts;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Absolute: where relative paths start. */
  readonly workingFolder: string;
  readonly version: string;
  /** Left out: nobody is there to be asked. */
  readonly confirm?: Confirm;
  /** Fires when the user wants it to end. */
  readonly signal: AbortSignal;
}

/** Options that most commands have. */
export interface CommonOptions {
  readonly library?: string;
  readonly json?: true;
}

/** What a command comes to: a result and how it is shown, and the code that the process ends with. */
export interface CliResult {
  /** The whole document of `--json`. */
  readonly data: unknown;
  /** For people; each line ends in a newline. Made only where it is shown. */
  readonly text: () => string;
  readonly exitCode?: ExitCode;
}

export interface Cli extends CliSurroundings {
  /** Shows a result in the way that was asked for. */
  show(options: CommonOptions, result: CliResult): void;
  libraryPath(options: CommonOptions): string;
  reading<T>(options: CommonOptions, body: (session: Session) => Promise<T>): Promise<T>;
  writing<T>(
    options: CommonOptions & { readonly workers?: number },
    listener: ProgressListener,
    body: (session: Session) => Promise<T>,
  ): Promise<T>;
}

export function createCli(surroundings: CliSurroundings, setExitCode: (code: ExitCode) => void): Cli {
  const { targets, terminal, environment, workingFolder, signal } = surroundings;
  const libraryPath = (options: CommonOptions): string =>
    locateLibrary(options.library, environment, workingFolder);
  return {
    ...surroundings,
    libraryPath,
    show(options, { data, text, exitCode }) {
      terminal.writeResult(options.json === true ? jsonDocument(data) : text());
      if (exitCode !== undefined) setExitCode(exitCode);
    },
    reading: (options, body) =>
      withSession(() => targets.openReader(libraryPath(options), 'refuse'), signal, body),
    writing: (options, listener, body) =>
      withSession(
        () =>
          targets.openEngine(
            { libraryPath: libraryPath(options), command: 'rushes', workers: options.workers ?? null },
            listener,
          ),
        signal,
        body,
      ),
  };
}

export function jsonDocument(data: unknown): string {
  return `${JSON.stringify(data, null, 2)}\n`;
}

/** A command with the options that most have. 'usual': the one of its group that runs where none is named. */
export function addCommand(
  program: Command,
  usage: string,
  description: string,
  standing: 'shown' | 'hidden' | 'usual' = 'shown',
): Command {
  return program
    .command(usage, { hidden: standing === 'hidden', isDefault: standing === 'usual' })
    .description(description)
    .option('--library <folder>', "the library to use (default: RUSHES_LIBRARY, or the system's data folder)")
    .option('--json', 'print one JSON document and nothing else on standard output');
}
