/**
 * What a child process costs. Linux tells through /proc while the child lives; elsewhere CPU and memory are null.
 * Samples miss what happens after the last of them, so a tool's own account (ffmpeg's `-benchmark`) is better where it has one.
 */
import { readFileSync } from 'node:fs';

export interface ChildUsage {
  readonly wallSec: number;
  /** User and system time. null: not known. */
  readonly cpuSec: number | null;
  /** The most memory it had at one moment (resident set). null: not known. */
  readonly peakMemoryBytes: number | null;
}

/** The sum of a run's children. */
export interface RunUsage {
  readonly children: number;
  readonly wallSec: number;
  /** null: no child's CPU time is known. */
  readonly cpuSec: number | null;
  /** Of the largest child, not of all together. null: not known of any. */
  readonly peakMemoryBytes: number | null;
}

export interface UsageRecorder {
  add(usage: ChildUsage): void;
  total(): RunUsage;
}

export function createUsageRecorder(): UsageRecorder {
  let total: RunUsage = { children: 0, wallSec: 0, cpuSec: null, peakMemoryBytes: null };
  return {
    add({ wallSec, cpuSec, peakMemoryBytes }) {
      total = {
        children: total.children + 1,
        wallSec: total.wallSec + wallSec,
        cpuSec: cpuSec === null ? total.cpuSec : (total.cpuSec ?? 0) + cpuSec,
        peakMemoryBytes: largest(total.peakMemoryBytes, peakMemoryBytes),
      };
    },
    total: () => total,
  };
}

function largest(one: number | null, other: number | null): number | null {
  return one === null || other === null ? (one ?? other) : Math.max(one, other);
}

/** Linux counts the times in /proc/PID/stat in hundredths of a second on every architecture Node runs on. */
const clockTicksPerSec = 100;

export interface ProcessSample {
  readonly cpuSec: number | null;
  readonly peakMemoryBytes: number | null;
}

/** What a living process has used so far; nulls where the system does not tell or the process is gone. */
export function sampleProcess(pid: number): ProcessSample {
  if (process.platform !== 'linux') return { cpuSec: null, peakMemoryBytes: null };
  return {
    cpuSec: parseCpuSec(readProc(pid, 'stat')),
    peakMemoryBytes: parsePeakMemory(readProc(pid, 'status')),
  };
}

function readProc(pid: number, name: string): string {
  try {
    return readFileSync(`/proc/${String(pid)}/${name}`, 'utf8');
  } catch {
    return '';
  }
}

/** Fields 14 and 15 of proc(5) `stat`, counted behind the command's name, which may hold blanks and brackets. */
export function parseCpuSec(stat: string): number | null {
  const fields = stat
    .slice(stat.lastIndexOf(')') + 1)
    .trim()
    .split(' ');
  const ticks = Number(fields[11]) + Number(fields[12]);
  return Number.isFinite(ticks) ? ticks / clockTicksPerSec : null;
}

/** `VmHWM` of proc(5) `status`, in kB there. */
export function parsePeakMemory(status: string): number | null {
  const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1];
  return kilobytes === undefined ? null : Number(kilobytes) * 1024;
}

const samplePeriodMs = 250;

/** Watches one child from its start until `end`. `look` takes a sample at a good moment, such as the end of its output. */
export interface UsageWatch {
  readonly look: () => void;
  end(): ChildUsage;
}

export function watchUsage(pid: number | undefined): UsageWatch {
  const startMs = performance.now();
  let cpuSec: number | null = null;
  let peakMemoryBytes: number | null = null;
  const look = (): void => {
    if (pid === undefined) return;
    const sample = sampleProcess(pid);
    cpuSec = largest(cpuSec, sample.cpuSec);
    peakMemoryBytes = largest(peakMemoryBytes, sample.peakMemoryBytes);
  };
  const timer = setInterval(look, samplePeriodMs);
  timer.unref();
  return {
    look,
    end() {
      clearInterval(timer);
      return { wallSec: (performance.now() - startMs) / 1000, cpuSec, peakMemoryBytes };
    },
  };
}
