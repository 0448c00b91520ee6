/**
 * Who of a command's processes and threads used the processor, and how much memory each kind of process held. From samples: what
 * a process does after the last of them is not seen.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { descendants, residentBytes } from './command.ts';

/** `models`: threads that run them; `messages`: the rest of the process that those are in. */
export const processRoles = ['ffmpeg', 'models', 'messages', 'engine', 'speech', 'others'] as const;
export type ProcessRole = (typeof processRoles)[number];

export interface ProcessorShares {
  /** To be called again and again while the command runs. */
  sample(pid: number): void;
  cpuSec(role: ProcessRole): number;
  /** The most resident memory that one process of this role had; of the whole process for 'models'. */
  peakBytes(role: ProcessRole): number;
}

export function createProcessorShares(): ProcessorShares {
  /** By process, or by thread of the inference process: the last that was seen. */
  const seen = new Map<string, { readonly role: ProcessRole; readonly cpuSec: number }>();
  const peaks = new Map<ProcessRole, number>();
  const roles = new Map<number, ProcessRole>();
  /** One that has ended and was not waited for yet has no command line any more. */
  const knownRole = (pid: number): ProcessRole => {
    const commandLine = read(`/proc/${String(pid)}/cmdline`);
    const role = commandLine === '' ? (roles.get(pid) ?? 'others') : roleOf(commandLine);
    roles.set(pid, role);
    return role;
  };
  const lookAt = (pid: number, role: ProcessRole): void => {
    peaks.set(role, Math.max(peaks.get(role) ?? 0, residentBytes(pid)));
    if (role !== 'models') {
      note(String(pid), role, cpuSecOf(`/proc/${String(pid)}/stat`));
      return;
    }
    for (const thread of threadsOf(pid)) {
      const place = `/proc/${String(pid)}/task/${thread}`;
      const isLane = thread !== String(pid) && !isHelper(read(`${place}/comm`));
      note(`${String(pid)}/${thread}`, isLane ? 'models' : 'messages', cpuSecOf(`${place}/stat`));
    }
  };
  const note = (key: string, role: ProcessRole, cpuSec: number | null): void => {
    if (cpuSec !== null) seen.set(key, { role, cpuSec });
  };
  return {
    sample(pid) {
      lookAt(pid, 'engine');
      for (const child of descendants(pid)) lookAt(child, knownRole(child));
    },
    cpuSec: (role) =>
      [...seen.values()].reduce((sum, each) => (each.role === role ? sum + each.cpuSec : sum), 0),
    peakBytes: (role) => peaks.get(role) ?? 0,
  };
}

function roleOf(commandLine: string): ProcessRole {
  const [program = ''] = commandLine.split('\0');
  if (/inference[/\\]worker[/\\]main/.test(commandLine)) return 'models';
  if (/(^|[/\\])ffmpeg(\.exe)?$/.test(program)) return 'ffmpeg';
  return /pocketsphinx|whisper/.test(program) ? 'speech' : 'others';
}

/** Threads of Node's own: for files, for V8. */
function isHelper(name: string): boolean {
  return /libuv|V8|Delayed|Signal/i.test(name);
}

function threadsOf(pid: number): readonly string[] {
  try {
    return readdirSync(`/proc/${String(pid)}/task`);
  } catch {
    return [];
  }
}

/** User and system time: fields 14 and 15 of proc(5) `stat`, in hundredths of a second. null: it is gone. */
function cpuSecOf(path: string): number | null {
  const stat = read(path);
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticks = Number(fields[11]) + Number(fields[12]);
  return Number.isFinite(ticks) ? ticks / 100 : null;
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
