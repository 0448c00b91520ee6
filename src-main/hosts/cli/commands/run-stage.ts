import type { Command } from 'commander';
import type { CommandResponse } from '../../../../src-preload/contract/commands.ts';
import { exitCodes } from '../../../../src-preload/contract/errors.ts';
import { displayPath } from '../../../platform/paths.ts';
import { addCommand, type Cli, type CommonOptions } from '../cli.ts';
import { workSeconds } from '../format/values.ts';
import { ProgressDisplay } from '../progress/progress-display.ts';

export function addRunStageCommand(program: Command, cli: Cli): void {
  addCommand(
    program,
    'run-stage <stage> <clip>',
    'run one stage on one clip, again if it has a result',
  ).action(async (stage: string, clip: string, options: CommonOptions) => {
    const progress = new ProgressDisplay(cli.terminal);
    const request = { stage, clip, relativeTo: cli.workingFolder };
    const data = await cli.writing(options, progress.listener, (session) =>
      progress.during(session, () => session.ask('clip.runStage', request)),
    );
    const { state } = data.stage;
    const ended = state === 'done' || state === 'skipped';
    cli.show(options, {
      data,
      text: () => outcomeText(data),
      exitCode: ended ? exitCodes.success : exitCodes.analysis,
    });
  });
}

function outcomeText({ stage, artifacts }: CommandResponse<'clip.runStage'>): string {
  const waits = stage.blockedBy === null ? null : `waits for ${stage.blockedBy}`;
  const why = stage.error?.message ?? stage.reason ?? waits;
  const head = `${stage.name}: ${stage.state}, ${workSeconds(stage.durationSec)}${why === null ? '' : `: ${displayPath(why)}`}\n`;
  const made = Object.entries(artifacts).map(([name, data]) => `${name} ${JSON.stringify(data, null, 2)}\n`);
  return head + made.join('');
}
