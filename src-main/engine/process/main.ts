/**
 * The entry of the engine process. It talks to the host that started it and to nobody else, and lives no longer than
 * that: when the host says so, or is gone, running work is stopped and the library closed.
 */
import { exitCodes } from '../../../src-preload/contract/errors.ts';
import { EngineServer } from './engine-server.ts';
import { hostPortOf } from './host-port.ts';

function serve(): void {
  const port = hostPortOf(process);
  if (port === null) {
    process.stderr.write('rushes: the engine process is started by a host, not by hand\n');
    process.exitCode = exitCodes.badArguments;
    return;
  }
  const server = new EngineServer(port, (code) => {
    void port.drained().then(() => process.exit(code));
  });
  const close = (): void => {
    server.close();
  };
  const crash = (error: unknown): void => {
    port.mute();
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exit(exitCodes.failure);
  };
  process.on('uncaughtException', crash);
  process.on('unhandledRejection', crash);
  // A terminal sends these to its whole group: to the host, which then says the same, and to this process.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, close);
  port.onLost(close);
  port.onMessage((message) => {
    server.receive(message);
  });
}

serve();
