/** The command line: from words to an exit code. Nothing but what is given to it is read or written. */
import { Command, CommanderError } from 'commander';
import {
  AppError,
  type ExitCode,
  errorKinds,
  exitCodes,
  toAppError,
} from '../../../src-preload/contract/errors.ts';
import { displayPath } from '../../platform/paths.ts';
import { type CliSurroundings, createCli, jsonDocument } from './cli.ts';
import { addBackupCommand } from './commands/backup.ts';
import { addCollectionsCommand } from './commands/collections.ts';
import { addDoctorCommand } from './commands/doctor.ts';
import { addDuplicatesCommand } from './commands/duplicates.ts';
import { addFailuresCommand } from './commands/failures.ts';
import { addInfoCommand } from './commands/info.ts';
import { addIngestCommand } from './commands/ingest.ts';
import { addListCommand } from './commands/list.ts';
import { addModelsCommand } from './commands/models.ts';
import { addMonitorCommand } from './commands/monitor.ts';
import { addReindexCommand } from './commands/reindex.ts';
import { addRunStageCommand } from './commands/run-stage.ts';
import { addSearchCommand } from './commands/search.ts';
import { addServeCommand } from './commands/serve.ts';
import { addSidecarCommand } from './commands/sidecar.ts';
import { addSimilarCommand } from './commands/similar.ts';
import { addStagesCommand } from './commands/stages.ts';
import { addStartCommand } from './commands/start.ts';
import { addStatsCommand } from './commands/stats.ts';
import { addStatusCommand } from './commands/status.ts';
import { addVerifyCommand } from './commands/verify.ts';

const addAll = [
  addIngestCommand,
  addListCommand,
  addInfoCommand,
  addStatusCommand,
  addMonitorCommand,
  addStagesCommand,
  addRunStageCommand,
  addSidecarCommand,
  addStatsCommand,
  addFailuresCommand,
  addSearchCommand,
  addSimilarCommand,
  addCollectionsCommand,
  addModelsCommand,
  addDuplicatesCommand,
  addBackupCommand,
  addVerifyCommand,
  addReindexCommand,
  addDoctorCommand,
  addServeCommand,
];

const exitCodesText = `
Exit codes: 0 success, 1 failure, 2 bad arguments, 3 external service, 4 a clip could not be analysed.
A clip is named by its id, the beginning of its id, or the path of one of its files.
`;

/** @param words the arguments behind the program's name; never rejects */
export async function runCli(words: readonly string[], surroundings: CliSurroundings): Promise<ExitCode> {
  let exitCode: ExitCode = exitCodes.success;
  const program = createProgram(surroundings, (code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync(words, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return exitCodes.success;
    // Called with nothing: the help has been shown, on standard error.
    if (error instanceof CommanderError && error.code === 'commander.help') return exitCodes.badArguments;
    return fail(asAppError(error, surroundings.signal), words, surroundings);
  }
}

function createProgram(surroundings: CliSurroundings, setExitCode: (code: ExitCode) => void): Command {
  const { terminal, version } = surroundings;
  const cli = createCli(surroundings, setExitCode);
  const program = new Command('rushes')
    .description('Catalogues the videos on your own disks.')
    .version(version, '-V, --version')
    .addHelpText('after', exitCodesText)
    .showSuggestionAfterError(true)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => {
        terminal.writeResult(text);
      },
      writeErr: (text) => {
        terminal.writeNote(text);
      },
      // Failures are shown in one place, below.
      outputError: () => undefined,
    });
  for (const add of addAll) add(program, cli);
  addStartCommand(program, cli);
  for (const command of program.commands) command.copyInheritedSettings(program);
  return program;
}

/** What commander says of the words is our `bad-arguments`; what fails while the user stops it was stopped by them. */
function asAppError(error: unknown, signal: AbortSignal): AppError {
  if (error instanceof CommanderError) {
    const detail = error.message.replace(/^error: /, '').replaceAll(/\s*\n\s*/g, ' ');
    return new AppError('bad-arguments', { detail }, error);
  }
  return signal.aborted ? new AppError('cancelled') : toAppError(error);
}

function fail(error: AppError, words: readonly string[], { terminal }: CliSurroundings): ExitCode {
  if (words.includes('--json')) terminal.writeResult(jsonDocument({ error: error.serialize() }));
  else terminal.writeNote(`rushes: ${displayPath(error.message)}\n  ${error.remedy}\n`);
  return errorKinds[error.code].exitCode;
}
