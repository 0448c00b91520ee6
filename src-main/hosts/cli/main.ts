/** The program `rushes`: the command line on this process's terminal, environment and signals. */
import { constants } from 'node:os';
import { AppError } from '../../../src-preload/contract/errors.ts';
import { rushesVersion } from '../../platform/rushes-version.ts';
import { terminalConfirm } from './confirm.ts';
import { electronPlaces, runElectron } from './electron-program.ts';
import { watchInput } from './input-end.ts';
import { openBrowser } from './open-browser.ts';
import { runCli } from './run-cli.ts';
import { processTerminal } from './terminal.ts';

/** Only when it is needed: help and misspelt words are answered without it. */
const loadEngine = () => import('../../engine/command-target.ts');

/** The first signal asks for an orderly end; the second one does not ask. */
function stopSignal(): AbortSignal {
  const stop = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(name, () => {
      if (stop.signal.aborted) process.exit(128 + constants.signals[name]);
      stop.abort(new AppError('cancelled', { detail: `by ${name}` }));
    });
  }
  return stop.signal;
}

const signal = stopSignal();
const confirm = terminalConfirm(process, signal);

process.exitCode = await runCli(process.argv.slice(2), {
  terminal: processTerminal(process),
  targets: {
    openHost: async () => (await loadEngine()).openHostTarget(),
    openReader: async (...given) => (await loadEngine()).openReaderTarget(...given),
    openEngine: async (...given) => (await loadEngine()).openEngineTarget(...given),
  },
  windows: {
    serve: async (request, signal) =>
      (await import('../web/serve-window.ts')).serveWindow(request, process.env, signal),
    runElectron: (request, signal) => runElectron(request, electronPlaces(process.env), signal),
    openBrowser: (address) => openBrowser(address, process.env),
    watchInput: () => watchInput(process.stdin),
    lastLibrary: async () =>
      (await import('../window/first-library.ts')).lastLibrary(process.env, process.cwd()),
  },
  environment: process.env,
  workingFolder: process.cwd(),
  version: rushesVersion(),
  signal,
  ...(confirm === undefined ? {} : { confirm }),
});
