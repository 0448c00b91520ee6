import type { Command } from 'commander';
import type { CommandResponse } from '../../../../src-preload/contract/commands.ts';
import { displayPath } from '../../../platform/paths.ts';
import { addCommand, type Cli, type CommonOptions, jsonDocument } from '../cli.ts';
import { pairs, table } from '../format/table.ts';
import { counted, percentText, speedText, timeSpan } from '../format/values.ts';
import { wait } from '../wait.ts';

type Status = CommandResponse<'library.status'>;

interface StatusOptions extends CommonOptions {
  readonly watch?: true;
}

const watchEveryMs = 1_000;
const clearScreen = '\u001b[H\u001b[2J';

export function addStatusCommand(program: Command, cli: Cli): void {
  addCommand(program, 'status', 'show how the work on the library stands')
    .option('--watch', 'go on showing it until the work is done, or until you stop it')
    .action(async (options: StatusOptions) => {
      const heading = (text: string): string => cli.terminal.style('bold', text);
      const data = await cli.reading(options, async (session) => {
        let status = await session.ask('library.status', {});
        while (options.watch === true && status.holder !== null) {
          showInterim(cli, options, statusText(status, heading), status);
          // Stopping it is how one usually leaves this page.
          if ((await wait(watchEveryMs, cli.signal)) === 'stopped') break;
          status = await session.ask('library.status', {});
        }
        return status;
      });
      cli.show(options, { data, text: () => statusText(data, heading) });
    });
}

/** On a terminal the page is drawn anew; elsewhere pages follow one another. With `--json` only the last one counts. */
function showInterim(cli: Cli, options: StatusOptions, text: string, status: Status): void {
  if (options.json === true) cli.terminal.writeNote(jsonDocument(status.jobs));
  else cli.terminal.writeResult(cli.terminal.resultIsTerminal ? clearScreen + text : `${text}\n`);
}

function statusText(status: Status, heading: (text: string) => string): string {
  const { jobs, files, holder } = status;
  const parts = [
    pairs([
      ['library', displayPath(status.library)],
      [
        'writer',
        holder === null
          ? 'nobody'
          : `process ${String(holder.pid)} on ${holder.host} (${holder.command}), since ${holder.since}`,
      ],
      ['clips', `${String(status.clips)}, ${String(status.openClips)} with work to be done`],
      [
        'files',
        `${String(files.present)} present, ${String(files.missing)} missing, ${String(files.failed)} failed`,
      ],
      [
        'stages',
        `${String(jobs.done)} done, ${String(jobs.skipped)} skipped, ${String(jobs.waiting)} waiting, ${String(jobs.running)} running, ${String(jobs.failed)} failed, ${String(jobs.blocked)} blocked`,
      ],
      ...(status.speed === null ? [] : [['speed', `${speedText(status.speed)} real time`] as const]),
      ...(status.timeLeftSec === null || status.timeLeftSec < 1
        ? []
        : [['left', `about ${timeSpan(status.timeLeftSec)}`] as const]),
    ]),
  ];
  if (status.running.length > 0) parts.push(runningText(status.running, heading));
  const busy = status.queues.filter(({ waiting, running }) => waiting + running > 0);
  for (const { queue, waiting, running } of busy) {
    parts.push(`queue ${queue}: ${counted(running, 'stage')} running, ${String(waiting)} waiting\n`);
  }
  return parts.join('\n');
}

function runningText(running: Status['running'], heading: (text: string) => string): string {
  const rows = running.map((job) => [
    job.stage,
    displayPath(job.name),
    percentText(job.progress),
    job.runningSec === null ? '-' : timeSpan(job.runningSec),
    job.stalled ?? '',
  ]);
  return table(
    [
      { title: 'STAGE', align: 'left' },
      { title: 'CLIP', align: 'left' },
      { title: 'DONE', align: 'right' },
      { title: 'FOR', align: 'right' },
      { title: 'STALLED', align: 'left' },
    ],
    rows,
    null,
    heading,
  );
}
