/** The command line as it is built, run as a person would. */
import { fileURLToPath } from 'node:url';
import { memoryOptions } from '../../build/commands/program.mjs';
import { measure, type Measured } from './command.ts';

const main = fileURLToPath(new URL('../../out/src-main/hosts/cli/main.js', import.meta.url));
/** 4: some clips failed. */
const analysisFailure = 4;

export function ingestByCommandLine(
  library: string,
  folder: string,
  options: readonly string[] = [],
): Promise<Measured> {
  const args = [...memoryOptions, main, 'ingest', folder, '--library', library, '--json', ...options];
  return measure(process.execPath, args, { allowedExits: [0, analysisFailure] });
}
