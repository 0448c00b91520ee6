/** The command line as it is built, run as a person would. */
import { fileURLToPath } from 'node:url';
import { memoryOptions } from '../../build/commands/program.mjs';
import { measure, type Measured, type MeasureOptions } from './command.ts';

const main = fileURLToPath(new URL('../../out/src-main/hosts/cli/main.js', import.meta.url));
/** 4: some clips failed. */
const analysisFailure = 4;

export function ingestByCommandLine(
  library: string,
  folder: string,
  options: readonly string[] = [],
): Promise<Measured> {
  return runCommandLine(['ingest', folder, '--library', library, '--json', ...options]);
}

export function runCommandLine(
  words: readonly string[],
  options: Pick<MeasureOptions, 'env' | 'onSample'> = {},
): Promise<Measured> {
  const args = [...memoryOptions, main, ...words];
  return measure(process.execPath, args, { ...options, allowedExits: [0, analysisFailure] });
}
