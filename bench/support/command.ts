/** Runs a command to its end and tells how long it took and how much memory its whole process tree held. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

export interface Measured {
  readonly wallSec: number;
  /** CPU seconds of the command and all its children that it waited for; null where the system does not tell. */
  readonly cpuSec: number | null;
  /** Highest resident memory of the command itself and of all its processes together, bytes; sampled 20 times a second. */
  readonly ownPeakBytes: number;
  readonly treePeakBytes: number;
  /** Resident memory of the command itself over time, bytes. */
  readonly ownSamples: readonly number[];
  readonly stdout: string;
}

export interface MeasureOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly allowedExits?: readonly number[];
  /** Called as often as memory is sampled, with the command's process. */
  readonly onSample?: (pid: number) => void;
}

const sampleMs = 50;

export async function measure(
  command: string,
  args: readonly string[],
  options: MeasureOptions = {},
): Promise<Measured> {
  const child = spawn(command, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...options.env },
  });
  const startedMs = performance.now();
  const cpuBefore = childrenCpuSec();
  const own: number[] = [];
  let treePeakBytes = 0;
  const timer = setInterval(() => {
    const sample = treeMemory(child.pid ?? 0);
    own.push(sample.ownBytes);
    treePeakBytes = Math.max(treePeakBytes, sample.treeBytes);
    options.onSample?.(child.pid ?? 0);
  }, sampleMs);
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
  const exit = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  clearInterval(timer);
  if (!(options.allowedExits ?? [0]).includes(exit ?? -1)) {
    throw new Error(
      `${command} ended with ${String(exit)}: ${Buffer.concat(stderr).toString().slice(-2000)}`,
    );
  }
  const cpuAfter = childrenCpuSec();
  return {
    wallSec: (performance.now() - startedMs) / 1000,
    cpuSec: cpuBefore === null || cpuAfter === null ? null : cpuAfter - cpuBefore,
    ownPeakBytes: Math.max(0, ...own),
    treePeakBytes,
    ownSamples: own,
    stdout: Buffer.concat(stdout).toString(),
  };
}

/** cutime + cstime of this process: fields 16 and 17 of /proc/self/stat, in hundredths of a second (proc(5)). */
function childrenCpuSec(): number | null {
  try {
    const stat = readFileSync('/proc/self/stat', 'latin1');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[13]) + Number(fields[14])) / 100;
  } catch {
    return null;
  }
}

function treeMemory(root: number): { readonly ownBytes: number; readonly treeBytes: number } {
  const ownBytes = residentBytes(root);
  let treeBytes = ownBytes;
  for (const child of descendants(root)) treeBytes += residentBytes(child);
  return { ownBytes, treeBytes };
}

/** Processes that this one started, and those that they started. */
export function descendants(pid: number): number[] {
  const found: number[] = [];
  for (const child of childrenOf(pid)) found.push(child, ...descendants(child));
  return found;
}

function childrenOf(pid: number): number[] {
  try {
    const tasks = readFileSync(`/proc/${String(pid)}/task/${String(pid)}/children`, 'latin1');
    return tasks.split(' ').filter(Boolean).map(Number);
  } catch {
    return [];
  }
}

export function residentBytes(pid: number): number {
  try {
    return Number(readFileSync(`/proc/${String(pid)}/statm`, 'latin1').split(' ')[1]) * 4096;
  } catch {
    return 0;
  }
}
