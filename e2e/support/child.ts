/** Programs that tests start: always with a bound, never left behind. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { checkout } from './folders.ts';

/** The command line as it was built. */
export const commandLine = join(checkout, 'out', 'src-main', 'hosts', 'cli', 'main.js');

/**
 * Runs a program to its end.
 *
 * @returns What it wrote on standard output.
 * @throws Error with what it wrote on standard error when it fails or takes too long
 */
export async function runProgram(
  program: string,
  args: readonly string[],
  timeoutMs: number,
  env: NodeJS.ProcessEnv = process.env,
): Promise<string> {
  const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const [output, errors] = [collect(child.stdout), collect(child.stderr)];
  const timer = setTimeout(() => child.kill('SIGKILL'), timeoutMs);
  const [code] = (await once(child, 'close')) as [number | null];
  clearTimeout(timer);
  if (code !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${String(code)}:\n${errors()}`);
  return output();
}

/** Everything that a stream has said so far. */
export function collect(stream: NodeJS.ReadableStream | null): () => string {
  const pieces: string[] = [];
  stream?.setEncoding('utf8').on('data', (piece: string) => pieces.push(piece));
  return () => pieces.join('');
}

/** Asks a child to end; after the grace it has no choice. Gives whether it went by itself. */
export async function endChild(child: ChildProcess, graceMs: number): Promise<'by itself' | 'killed'> {
  if (child.exitCode !== null || child.signalCode !== null) return 'by itself';
  const closed = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>;
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), graceMs);
  const [, signal] = await closed;
  clearTimeout(timer);
  return signal === 'SIGKILL' ? 'killed' : 'by itself';
}
