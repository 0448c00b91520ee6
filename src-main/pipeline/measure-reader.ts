/** Reads what ffmpeg's `ametadata=mode=print` writes: a line with a time, then one "key=value" line for each figure. */
import type { Readable } from 'node:stream';
import { createLineSplitter } from '../platform/line-splitter.ts';
import { ended, parseFrameTime } from './frame-reader.ts';
import type { AudioMeasure } from './stage.ts';

const maxLineCharacters = 1000;

/** Resolves when the pipe has ended. Blocks without a time stamp are given the time of the one before. */
export async function readMeasures(
  stream: Readable,
  receive: (measure: AudioMeasure) => void,
): Promise<void> {
  const parser = createMeasureParser(receive);
  const splitter = createLineSplitter(maxLineCharacters, parser.line);
  stream.on('data', splitter.push);
  await ended(stream);
  splitter.end();
  parser.end();
}

export interface MeasureParser {
  readonly line: (line: string) => void;
  readonly end: () => void;
}

export function createMeasureParser(receive: (measure: AudioMeasure) => void): MeasureParser {
  let timeSec = 0;
  let values: Record<string, string> | null = null;
  const flush = (): void => {
    if (values !== null) receive({ timeSec, values });
    values = null;
  };
  return {
    line(line) {
      const time = parseFrameTime(line);
      if (time !== undefined) {
        flush();
        timeSec = time ?? timeSec;
        values = {};
        return;
      }
      const equals = line.indexOf('=');
      if (values !== null && equals > 0) values[line.slice(0, equals)] = line.slice(equals + 1);
    },
    end: flush,
  };
}
