/**
 * What a process says of itself for whoever looks for a cause afterwards: one line for each thing, with time, level and
 * facts. Never secrets: facts with a telling name and credentials within texts are left out.
 */
import { writeSync } from 'node:fs';
import { type Clock, systemClock } from './clock.ts';

/** 'warn' tells what went wrong and was lived with; 'info' tells of the ordinary too. */
export type LogLevel = 'off' | 'warn' | 'info';

export type LogFacts = Readonly<Record<string, unknown>>;

export interface Log {
  info(message: string, facts?: LogFacts): void;
  warn(message: string, facts?: LogFacts): void;
}

export interface LogOptions {
  readonly level: LogLevel;
  readonly clock?: Clock;
  /** Takes one line with its newline. What it throws is dropped: a log that is full must not stop the work. */
  readonly write: (line: string) => void;
}

/** A longer line is cut. A path of any length fits. */
const longestLine = 16_000;

export function createLog({ level, write, clock = systemClock }: LogOptions): Log {
  const say = (told: 'info' | 'warn', message: string, facts?: LogFacts): void => {
    const line = logLine(clock.now(), told, message, facts);
    try {
      write(`${line.length > longestLine ? `${line.slice(0, longestLine)}…` : line}\n`);
    } catch {
      // See `write`.
    }
  };
  return {
    info: (message, facts) => {
      if (level === 'info') say('info', message, facts);
    },
    warn: (message, facts) => {
      if (level !== 'off') say('warn', message, facts);
    },
  };
}

/** "2026-11-20T08:15:00.123Z warn a folder could not be read {"path":"/in"}", without a newline anywhere in it. */
export function logLine(atMs: number, level: 'info' | 'warn', message: string, facts?: LogFacts): string {
  const told = facts === undefined ? '' : ` ${factsText(facts)}`;
  return `${new Date(atMs).toISOString()} ${level} ${withoutSecrets(message)}${told}`.replace(
    /[\p{Cc}\u2028\u2029]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** The part of the environment and of standard error that `standardErrorLog` looks at. */
interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stderr: { readonly isTTY?: boolean; readonly fd: number };
}

const clearLine = '\r\u001b[K';

/**
 * A log on standard error, for those who ask for it: RUSHES_LOG is "info", "warn", or "off". Unset or empty is off, because a
 * command line shows its progress there; anything else counts as "warn". On a terminal a line that is being drawn there is
 * cleared first.
 */
export function standardErrorLog({ env, stderr }: Surroundings): Log {
  const start = stderr.isTTY === true ? clearLine : '';
  return createLog({
    level: levelOf(env['RUSHES_LOG']),
    // Not through the stream: its failures (nobody reads any more) come as an event that would end the process.
    write: (line) => {
      writeSync(stderr.fd, start + line);
    },
  });
}

function levelOf(text: string | undefined): LogLevel {
  if (text === undefined || text === '' || text === 'off') return 'off';
  return text === 'info' ? 'info' : 'warn';
}

const secretName = /token|secret|passw|cookie|authori[sz]ation|credential|api-?key/i;
const hidden = '[hidden]';

function factsText(facts: LogFacts): string {
  try {
    return JSON.stringify(facts, (name, value: unknown) => {
      if (secretName.test(name)) return hidden;
      if (typeof value === 'bigint') return String(value);
      if (typeof value === 'string') return withoutSecrets(value);
      return value instanceof Error ? withoutSecrets(value.message) : value;
    });
  } catch {
    // They refer to themselves, or say so little of themselves that they can't be told.
    return '{}';
  }
}

/** What stands behind "Bearer", behind a telling name in a query, and between a URL's slashes and its "@". */
function withoutSecrets(text: string): string {
  return text
    .replace(/\b(bearer|basic) +[\w.~+/=-]+/gi, `$1 ${hidden}`)
    .replace(/([?&](?:[\w-]*(?:token|secret|passw|key)[\w-]*)=)[^&\s"']+/gi, `$1${hidden}`)
    .replace(/(\w:\/\/)[^\s/:@]+:[^\s/@]+@/g, `$1${hidden}@`);
}
