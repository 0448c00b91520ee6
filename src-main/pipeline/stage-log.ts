/** The log of one stage run: lines with time, level and facts, kept with the run and bounded in size. */
import type { Clock } from '../platform/clock.ts';
import { logLine } from '../platform/log.ts';
import type { StageLog } from './stage.ts';

const maxCharacters = 64 * 1024;

export interface RunLog extends StageLog {
  text(): string;
}

export function createRunLog(clock: Clock): RunLog {
  const lines: string[] = [];
  let characters = 0;
  let dropped = 0;
  const add = (level: 'info' | 'warn', message: string, facts?: Readonly<Record<string, unknown>>): void => {
    const line = logLine(clock.now(), level, message, facts);
    if (characters + line.length > maxCharacters) {
      dropped += 1;
      return;
    }
    characters += line.length + 1;
    lines.push(line);
  };
  return {
    info: (message, facts) => {
      add('info', message, facts);
    },
    warn: (message, facts) => {
      add('warn', message, facts);
    },
    text: () => [...lines, ...(dropped > 0 ? [`… ${String(dropped)} more lines`] : [])].join('\n'),
  };
}
