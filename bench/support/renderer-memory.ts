/** What the browser's page processes hold, as the system counts it. */
import { readdirSync, readFileSync } from 'node:fs';

/**
 * Proportional set size, in bytes, of the largest page process of any Chromium that runs: what it shares counts in parts
 * (proc(5), smaps_rollup). null where the system does not tell.
 */
export function largestPageBytes(): number | null {
  if (process.platform !== 'linux') return null;
  const sizes = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => pageBytes(pid));
  return Math.max(0, ...sizes);
}

function pageBytes(pid: string): number {
  try {
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    if (!command.includes('--type=renderer') || command.includes('--top-chrome-webui')) return 0;
    const kilobytes = /^Pss: +(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1];
    return Number(kilobytes ?? 0) * 1024;
  } catch {
    // It ended meanwhile, or is somebody else's.
    return 0;
  }
}
