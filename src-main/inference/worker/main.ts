/**
 * The entry of the inference process. It talks to the engine that started it and to nobody else, opens no connection, and
 * lives no longer than that engine. Anything that is not expected ends it: the engine starts another.
 */
import { writeSync } from 'node:fs';
import { exitCodes } from '../../../src-preload/contract/errors.ts';
import { InferenceServer } from './inference-server.ts';
import { parentPortOf } from './parent-port.ts';

const shownLines = 5;

function serve(): void {
  const port = parentPortOf(process);
  if (port === null) {
    process.stderr.write('rushes: the inference process is started by the engine, not by hand\n');
    process.exitCode = exitCodes.badArguments;
    return;
  }
  const crash = (error: unknown): void => {
    writeSync(process.stderr.fd, `${beginningOf(error)}\n`);
    endNow();
  };
  process.on('uncaughtException', crash);
  process.on('unhandledRejection', crash);
  // A terminal sends these to its whole group; the engine ends this process when it has no more use for it.
  for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => undefined);
  const server = new InferenceServer(port, endNow);
  port.onLost(endNow);
  port.onMessage((message) => {
    server.receive(message);
  });
}

/** As many lines as the message of a crash shows: what it was, and where. */
function beginningOf(error: unknown): string {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return text.split('\n').slice(0, shownLines).join('\n');
}

/** `process.exit` would wait for what the threads are at, which may never end. */
function endNow(): void {
  process.kill(process.pid, 'SIGKILL');
}

serve();
