import { type Command, InvalidArgumentError, Option } from 'commander';
import { resolve } from 'node:path';
import { AppError } from '../../../../src-preload/contract/errors.ts';
import { addCommand, type Cli, type CommonOptions } from '../cli.ts';
import type { InputEnd, ServeRequest } from '../window-hosts.ts';
import { parseWorkers } from './ingest.ts';

export interface ServeOptions extends CommonOptions {
  readonly port?: number;
  /** --no-open */
  readonly open: boolean;
  readonly workers?: number;
  readonly root?: readonly string[];
  readonly mostUpload: number;
}

interface NetworkOptions {
  readonly host: string;
  readonly name?: readonly string[];
  readonly allowNetwork?: true;
}

const ownAddress = '127.0.0.1';
const usualMostUpload = '64G';

/** Serves the window to browsers on this machine, or where it is allowed to others. */
export function addServeCommand(program: Command, cli: Cli): void {
  addServeOptions(addCommand(program, 'serve', "show the library's window in a browser"))
    .option('--host <address>', 'the address to listen at', ownAddress)
    .option('--allow-network', 'allow addresses that other machines can reach; nothing is encrypted')
    .option('--name <host>', 'a name that others reach this machine by (can be repeated)', collect)
    .action(async (options: ServeOptions & NetworkOptions) => {
      await serve(cli, options, {
        ...networkOf(options),
        libraryPath: cli.libraryPath(options),
        command: 'rushes serve',
        paths: [],
      });
    });
}

/** What `serve` and `start` have in common. */
export function addServeOptions(command: Command): Command {
  return command
    .option(
      '--port <number>',
      'the port to listen at; 0: any (default: 4848, or the next that is free)',
      parsePort,
    )
    .option(
      '--root <folder>',
      'let the window look into this folder instead of the usual ones (can be repeated)',
      collect,
    )
    .option('--workers <number>', 'clips that are decoded at once', parseWorkers)
    .addOption(
      new Option('--most-upload <size>', 'the largest file that a browser may send, such as 500M or 64G')
        .argParser(parseSize)
        .default(parseSize(usualMostUpload), usualMostUpload),
    )
    .option('--no-open', 'only print the address');
}

type Particular = Pick<ServeRequest, 'host' | 'names' | 'libraryPath' | 'command' | 'paths'>;

/** Runs until it is told to end; then it closes all in order, which is no failure. `input`: ends it too. */
export async function serve(
  cli: Cli,
  options: ServeOptions,
  particular: Particular,
  input?: InputEnd,
): Promise<void> {
  const { windows, terminal, signal, workingFolder } = cli;
  const window = await windows.serve(
    {
      ...particular,
      workers: options.workers ?? null,
      port: options.port ?? 'usual',
      roots: options.root?.map((root) => resolve(workingFolder, root)) ?? null,
      mostUploadBytes: options.mostUpload,
      warn: (note) => {
        terminal.writeNote(`rushes: ${note}\n`);
      },
    },
    signal,
  );
  try {
    const { address } = window;
    cli.show(options, { data: { address }, text: () => `Rushes is open at ${address}\n` });
    if (options.open && options.json !== true) windows.openBrowser(window.ticketAddress());
    await untilStopped(signal, input);
  } finally {
    await window.close();
  }
}

function untilStopped(signal: AbortSignal, input: InputEnd | undefined): Promise<void> {
  return new Promise((stop) => {
    if (signal.aborted) stop();
    signal.addEventListener('abort', () => stop(), { once: true });
    // One that was empty from the start was nobody's.
    if (input?.hasEnded === false) input.onEnd(stop);
  });
}

/** @throws AppError bad-arguments for what would let others in without being asked for */
function networkOf({ host, name = [], allowNetwork }: NetworkOptions): Pick<ServeRequest, 'host' | 'names'> {
  const isOwn = /^(?:127(?:\.\d{1,3}){3}|::1|localhost)$/.test(host);
  const isEvery = host === '0.0.0.0' || host === '::';
  if (!isOwn && allowNetwork !== true)
    throw new AppError('bad-arguments', {
      field: '--host',
      detail: `other machines could reach ${host}; add --allow-network if that is meant`,
    });
  if (isEvery && name.length === 0)
    throw new AppError('bad-arguments', {
      field: '--name',
      detail: 'say by which names others reach this machine: --name nas.local',
    });
  // To those it answers in any case.
  const isKnown = isEvery || ['127.0.0.1', '::1', 'localhost'].includes(host);
  return { host, names: isKnown ? name : [...name, host.includes(':') ? `[${host}]` : host] };
}

function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

function parsePort(text: string): number {
  const port = /^\d+$/.test(text) ? Number(text) : NaN;
  if (port <= 65_535) return port;
  throw new InvalidArgumentError('Give a number from 0 to 65535.');
}

/** Bytes; K, M, G and T are powers of 1024. */
function parseSize(text: string): number {
  const [, digits, unit] = /^(\d{1,9})([KMGT]?)$/i.exec(text) ?? [];
  if (digits === undefined || unit === undefined || Number(digits) === 0)
    throw new InvalidArgumentError('Give a size such as 500M or 64G.');
  return Number(digits) * 1024 ** ' KMGT'.indexOf(unit === '' ? ' ' : unit.toUpperCase());
}
