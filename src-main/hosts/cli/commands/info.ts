import type { Command } from 'commander';
import type { ClipInfo } from '../../../../src-preload/contract/commands/clip-info.ts';
import { addCommand, type Cli, type CommonOptions } from '../cli.ts';
import { clipText } from '../format/clip-text.ts';

interface InfoOptions extends CommonOptions {
  readonly manifest?: true;
}

export function addInfoCommand(program: Command, cli: Cli): void {
  addCommand(
    program,
    'info <clip>',
    'show all that is known of a clip, named by id, beginning of id, or path',
  )
    .option('--manifest', 'show where each result comes from: inputs, params, times, and the log of each run')
    .action(async (clip: string, options: InfoOptions) => {
      const request = { clip, relativeTo: cli.workingFolder, manifest: options.manifest === true };
      const data = await cli.reading(options, (session) => session.ask('clip.info', request));
      const heading = (text: string): string => cli.terminal.style('bold', text);
      cli.show(options, { data, text: () => clipText(data, heading) + runsText(data.runs, heading) });
    });
}

function runsText(runs: ClipInfo['runs'], heading: (text: string) => string): string {
  return (runs ?? [])
    .map(({ manifest, log }) => {
      const title = heading(`${manifest.stage}, version ${String(manifest.version)}, ${manifest.startedAt}`);
      return `\n${title}\n${JSON.stringify(manifest, null, 2)}\n${log === '' || log.endsWith('\n') ? log : `${log}\n`}`;
    })
    .join('');
}
