/** Options of commands that show found clips, page by page. */
import { type Command, InvalidArgumentError } from 'commander';
import type { Cli, CommonOptions } from '../cli.ts';
import type { SearchShown } from '../format/search-text.ts';

export interface PageOptions extends CommonOptions {
  readonly limit: number;
  readonly moments: number;
}

export function paged(command: Command): Command {
  return command
    .option('--limit <count>', 'how many clips', wholeNumber, 20)
    .option('--moments <count>', 'how many moments of each', wholeNumber, 3);
}

export function look({ terminal }: Cli): Pick<SearchShown, 'width' | 'style'> {
  return { width: terminal.resultColumns, style: (style, text) => terminal.style(style, text) };
}

function wholeNumber(value: string): number {
  const number = numberIn(value, 0, 200, 'Give a whole number up to 200.');
  if (Number.isInteger(number)) return number;
  throw new InvalidArgumentError('Give a whole number up to 200.');
}

/** @throws InvalidArgumentError */
export function numberIn(value: string, least: number, most: number, otherwise: string): number {
  const number = value.trim() === '' ? Number.NaN : Number(value);
  if (number >= least && number <= most) return number;
  throw new InvalidArgumentError(otherwise);
}
