/** Shows an address in the browser that the system opens addresses with. */
import { spawn } from 'node:child_process';
import { hasDisplay } from './electron-program.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The program and its arguments; null: there is no display to show it on. */
export function browserCommand(
  address: string,
  environment: Environment,
  platform: NodeJS.Platform,
): readonly [program: string, ...args: string[]] | null {
  if (!hasDisplay(environment, platform)) return null;
  if (platform === 'darwin') return ['open', address];
  // `start` is a word of the shell, and would read "&" as its own; this is what it runs.
  if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler', address];
  return ['xdg-open', address];
}

/** Whether it works is not waited for: the address stands in the terminal as well. */
export function openBrowser(address: string, environment: Environment): void {
  const command = browserCommand(address, environment, process.platform);
  if (command === null) return;
  const [program, ...args] = command;
  const child = spawn(program, args, { stdio: 'ignore', detached: true });
  child.on('error', () => undefined);
  child.unref();
}
