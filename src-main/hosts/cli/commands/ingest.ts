import { type Command, InvalidArgumentError, Option } from 'commander';
import { resolve } from 'node:path';
import type { CommandResponse } from '../../../../src-preload/contract/commands.ts';
import { exitCodes } from '../../../../src-preload/contract/errors.ts';
import { displayPath } from '../../../platform/paths.ts';
import { addCommand, type Cli, type CommonOptions } from '../cli.ts';
import { counted, workSeconds } from '../format/values.ts';
import { ProgressDisplay } from '../progress/progress-display.ts';
import { withSession } from '../session.ts';

export interface IngestOptions extends CommonOptions {
  readonly profile: 'default' | 'fast';
  readonly workers?: number;
  readonly pattern?: string;
  /** --no-recursive */
  readonly recursive: boolean;
  readonly dryRun?: true;
}

export type IngestReport = CommandResponse<'library.ingest'>;

const mostWorkers = 64;

export function addIngestCommand(program: Command, cli: Cli): void {
  addCommand(program, 'ingest <path...>', 'take videos into the library and analyse them')
    .addOption(
      new Option('--profile <name>', 'how much is done with each clip')
        .choices(['default', 'fast'])
        .default('default'),
    )
    .option('--workers <number>', 'clips that are decoded at once', parseWorkers)
    .option('--pattern <glob>', 'only files in folders whose name or path below the folder fits')
    .option('--no-recursive', 'leave out the folders within the folders')
    .option('--dry-run', 'only say what would be ingested')
    .action(async (paths: string[], options: IngestOptions) => {
      const report =
        options.dryRun === true ? await preview(cli, paths, options) : await ingest(cli, paths, options);
      cli.show(options, {
        data: report,
        text: () => reportText(report, options.dryRun === true),
        exitCode: report.summary.failed > 0 ? exitCodes.analysis : exitCodes.success,
      });
    });
}

export function parseWorkers(text: string): number {
  const workers = /^\d+$/.test(text) ? Number(text) : NaN;
  if (workers >= 1 && workers <= mostWorkers) return workers;
  throw new InvalidArgumentError(`Give a number from 1 to ${String(mostWorkers)}.`);
}

function searchOf(cli: Cli, paths: readonly string[], options: IngestOptions) {
  return {
    paths: paths.map((path) => resolve(cli.workingFolder, path)),
    recursive: options.recursive,
    pattern: options.pattern ?? null,
  };
}

async function ingest(cli: Cli, paths: readonly string[], options: IngestOptions): Promise<IngestReport> {
  const progress = new ProgressDisplay(cli.terminal);
  const request = { ...searchOf(cli, paths, options), profile: options.profile };
  return cli.writing(options, progress.listener, (session) =>
    progress.during(session, () => session.ask('library.ingest', request)),
  );
}

/** Works without a library too: then everything is new. */
async function preview(cli: Cli, paths: readonly string[], options: IngestOptions): Promise<IngestReport> {
  return withSession(
    () => cli.targets.openReader(cli.libraryPath(options), 'empty'),
    cli.signal,
    (session) => session.ask('library.preview', searchOf(cli, paths, options)),
  );
}

function reportText(report: IngestReport, isPreview: boolean): string {
  const { summary } = report;
  const failures = report.clips.flatMap(({ path, error }) =>
    error === undefined
      ? []
      : [`failed  ${displayPath(path)}\n        ${displayPath(error.message)}\n        ${error.remedy}\n`],
  );
  const listed = isPreview
    ? report.clips
        .filter(({ state }) => state !== 'failed')
        .map(({ path, state }) => `${state.padEnd(9)}  ${displayPath(path)}\n`)
    : [];
  const states = `${String(summary.new)} new, ${String(summary.unchanged)} unchanged, ${String(summary.failed)} failed`;
  const work = `${counted(summary.stagesRun, 'stage')} run, ${String(summary.stagesReused)} reused`;
  const tail = isPreview ? '' : `; ${work}; ${workSeconds(summary.wallSec)}`;
  return `${listed.join('')}${failures.join('')}${counted(summary.found, 'video')} found: ${states}${tail}\n`;
}
