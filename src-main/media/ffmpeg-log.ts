/** Reads what ffmpeg and ffprobe print with `-loglevel level+…`, where each line says how grave it is. */
import type { ChildUsage } from '../platform/resource-usage.ts';

export type LogLevel = 'info' | 'warning' | 'error';

const levelTag = /\[(panic|fatal|error|warning|info|verbose|debug|trace)\] ?/;
/** "[h264 @ 0x55d0c0ffee00] ": who speaks; the address is of no use to anybody. */
const speakerTag = /\[([^\]@[]+) @ [0-9a-fx]+\] ?/gi;

/** How grave a line is; null for a line without a mark, which goes on from the one before. */
export function levelOf(line: string): LogLevel | null {
  const level = levelTag.exec(line)?.[1];
  if (level === undefined) return null;
  if (level === 'warning') return 'warning';
  return level === 'error' || level === 'fatal' || level === 'panic' ? 'error' : 'info';
}

/** The line as a person wants it: "h264: no frame!" for "[h264 @ 0x55d0c0ffee00] [error] no frame!". */
export function plainMessage(line: string): string {
  const speaker = /^\[([^\]@[]+) @ [0-9a-fx]+\]/i.exec(line)?.[1];
  const text = line.replace(speakerTag, '').replace(levelTag, '').trim();
  return speaker === undefined || text === '' ? text : `${speaker.trim()}: ${text}`;
}

/** The two lines of `-benchmark`: times in seconds, memory in kB. Wall time is not among what we take. */
export function parseBenchmark(line: string): Partial<Pick<ChildUsage, 'cpuSec' | 'peakMemoryBytes'>> | null {
  const times = /bench: utime=([\d.]+)s stime=([\d.]+)s/.exec(line);
  if (times !== null) return { cpuSec: Number(times[1]) + Number(times[2]) };
  const memory = /bench: maxrss=(\d+)(kB|KiB)/.exec(line);
  return memory === null ? null : { peakMemoryBytes: Number(memory[1]) * 1024 };
}

/**
 * Keeps the distinct messages of one tool run, bounded however much it prints. Numbers in a message (macroblocks, time stamps)
 * do not make it a new one.
 */
export interface MessageLog {
  add(line: string): void;
  readonly errorCount: number;
  /** Warnings and errors in order of first appearance; repeated ones end in " (× n)". */
  messages(): string[];
}

export function createMessageLog(maxMessages: number): MessageLog {
  const seen = new Map<string, { readonly text: string; times: number }>();
  let errorCount = 0;
  return {
    add(line) {
      const level = levelOf(line);
      if (level !== 'error' && level !== 'warning') return;
      const text = plainMessage(line);
      if (text === '' || isHarmless(text)) return;
      if (level === 'error' || tellsOfDamage.test(text)) errorCount += 1;
      const key = text.replace(/-?\d+/g, '#');
      const known = seen.get(key);
      if (known !== undefined) known.times += 1;
      else if (seen.size < maxMessages) seen.set(key, { text, times: 1 });
    },
    get errorCount() {
      return errorCount;
    },
    messages: () =>
      [...seen.values()].map(({ text, times }) => (times === 1 ? text : `${text} (× ${String(times)})`)),
  };
}

/** Damage that ffmpeg reports as a mere warning: "corrupt decoded frame in stream 0", "Packet corrupt". */
const tellsOfDamage = /\bcorrupt/i;

/** Said by the raw writers behind the pipes, not about the clip. */
function isHarmless(text: string): boolean {
  return /non.monoton\w+ (increasing )?dts|Broken pipe|Timestamps are unset in a packet|Last message repeated/i.test(
    text,
  );
}
