import type { Command } from 'commander';
import type { Failure } from '../../../../src-preload/contract/commands/failures.ts';
import { exitCodes } from '../../../../src-preload/contract/errors.ts';
import { displayPath } from '../../../platform/paths.ts';
import { addCommand, type Cli, type CommonOptions } from '../cli.ts';
import { counted } from '../format/values.ts';
import { ProgressDisplay } from '../progress/progress-display.ts';

interface FailuresOptions extends CommonOptions {
  readonly retry?: true;
}

export function addFailuresCommand(program: Command, cli: Cli): void {
  addCommand(program, 'failures [clip]', 'show what has failed, with the cause and what to do about it')
    .option('--retry', 'try it again')
    .action(async (clip: string | undefined, options: FailuresOptions) => {
      const request = { clip: clip ?? null, relativeTo: cli.workingFolder };
      if (options.retry === true) return retry(cli, request, options);
      const data = await cli.reading(options, (session) => session.ask('failures.list', request));
      cli.show(options, { data, text: () => failuresText(data.failures) });
    });
}

async function retry(
  cli: Cli,
  request: { readonly clip: string | null; readonly relativeTo: string },
  options: FailuresOptions,
): Promise<void> {
  const progress = new ProgressDisplay(cli.terminal);
  const data = await cli.writing(options, progress.listener, (session) =>
    progress.during(session, () => session.ask('failures.retry', request)),
  );
  const tried = `${counted(data.retriedStages, 'stage')} and ${counted(data.retriedFiles, 'file')} tried again\n`;
  cli.show(options, {
    data,
    text: () => tried + failuresText(data.failures),
    exitCode: data.failures.length > 0 ? exitCodes.analysis : exitCodes.success,
  });
}

function failuresText(failures: readonly Failure[]): string {
  if (failures.length === 0) return 'Nothing has failed.\n';
  const entries = failures.map(({ path, clipId, stage, state, error }) => {
    const what = stage === null ? '' : `  ${stage}`;
    const how = state === 'final' ? '' : ` (${state})`;
    return `${displayPath(path ?? clipId ?? '-')}${what}${how}\n  ${displayPath(error.message)}\n  ${error.remedy}\n`;
  });
  return `${entries.join('\n')}\n${counted(failures.length, 'failure')}\n`;
}
