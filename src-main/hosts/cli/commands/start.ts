import type { Command } from 'commander';
import { resolve } from 'node:path';
import { exitCodes } from '../../../../src-preload/contract/errors.ts';
import { displayPath } from '../../../platform/paths.ts';
import { addCommand, type Cli, type CommonOptions } from '../cli.ts';
import { clipTable } from '../format/clip-table.ts';
import { ProgressDisplay } from '../progress/progress-display.ts';
import type { Session } from '../session.ts';
import { reportText } from './ingest.ts';

/**
 * What `npm start` runs: ingests the folders given and shows the library. An empty library without folders gets sample
 * clips, so that there is something to look at.
 */
export function addStartCommand(program: Command, cli: Cli): void {
  addCommand(
    program,
    'start [folder...]',
    'ingest the folders given, or sample clips, and show the library',
    'hidden',
  ).action(async (folders: string[], options: CommonOptions) => {
    const progress = new ProgressDisplay(cli.terminal);
    const data = await cli.writing(options, progress.listener, async (session) => {
      const paths = folders.map((folder) => resolve(cli.workingFolder, folder));
      const chosen = paths.length > 0 ? paths : await samplesIfEmpty(cli, session);
      const request = { paths: chosen, profile: 'default' } as const;
      const ingested =
        chosen.length === 0
          ? null
          : await progress.during(session, () => session.ask('library.ingest', request));
      return { ingested, library: await session.ask('library.list', {}) };
    });
    const { ingested, library } = data;
    cli.show(options, {
      data,
      text: () =>
        [
          ingested === null ? '' : `${reportText(ingested, false)}\n`,
          clipTable(library.clips, cli.terminal.resultColumns, (text) => cli.terminal.style('bold', text)),
          `\nLibrary: ${displayPath(library.library)}\n`,
        ].join(''),
      exitCode: (ingested?.summary.failed ?? 0) > 0 ? exitCodes.analysis : exitCodes.success,
    });
  });
}

/** Paths to ingest: none where the library has clips. */
async function samplesIfEmpty(cli: Cli, session: Session): Promise<string[]> {
  const { total } = await session.ask('library.list', { limit: 1 });
  if (total > 0) return [];
  cli.terminal.writeNote('rushes: the library is empty and no folder was given; making sample clips\n');
  const { paths } = await session.ask('library.makeSamples', {});
  return paths;
}
