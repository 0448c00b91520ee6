import type { Command } from 'commander';
import type { CommandResponse } from '../../../../src-preload/contract/commands.ts';
import { displayPath } from '../../../platform/paths.ts';
import { addCommand, type Cli, type CommonOptions } from '../cli.ts';
import { pairs, table } from '../format/table.ts';
import { byteSize, counted, percentText, speedText, timeSpan, workSeconds } from '../format/values.ts';

type Statistics = CommandResponse<'library.stats'>;

const shownShares = 8;

export function addStatsCommand(program: Command, cli: Cli): void {
  addCommand(program, 'stats', 'show figures of the library and of the work that went into it').action(
    async (options: CommonOptions) => {
      const data = await cli.reading(options, (session) => session.ask('library.stats', {}));
      cli.show(options, {
        data,
        text: () => statisticsText(data, (text) => cli.terminal.style('bold', text)),
      });
    },
  );
}

function statisticsText(data: Statistics, heading: (text: string) => string): string {
  const { cache, files } = data;
  const about = pairs([
    ['library', displayPath(data.library)],
    ['clips', `${String(data.clips)}, ${timeSpan(data.durationSec)} of footage, ${byteSize(data.sizeBytes)}`],
    [
      'files',
      `${String(files.present)} present, ${String(files.missing)} missing, ${String(files.failed)} failed`,
    ],
    [
      'made',
      `${byteSize(data.derivedBytes)} of pictures and proxies, ${byteSize(data.databaseBytes)} of database`,
    ],
    ['codecs', sharesText(data.codecs)],
    ['containers', sharesText(data.containers)],
    ['pictures', sharesText(data.resolutions)],
    ['range', sharesText(data.hdr)],
    ['cameras', sharesText(data.cameras)],
    [
      'reused',
      cache.hitRate === null
        ? '-'
        : `${percentText(cache.hitRate)} (${String(cache.stagesReused)} results stood, ${counted(cache.stagesRun, 'stage')} run)`,
    ],
  ]);
  return data.stages.length === 0 ? about : `${about}\n${stagesText(data.stages, heading)}`;
}

function sharesText(shares: Statistics['codecs']): string {
  if (shares.length === 0) return '-';
  const shown = shares
    .slice(0, shownShares)
    .map(({ name, clips }) => `${displayPath(name)} (${String(clips)})`);
  const more = shares.length > shownShares ? [`${String(shares.length - shownShares)} more`] : [];
  return [...shown, ...more].join(', ');
}

function stagesText(stages: Statistics['stages'], heading: (text: string) => string): string {
  const titles = [
    'STAGE',
    'RUNS',
    'FAILED',
    'MEAN',
    'MOST',
    'CPU MEAN',
    'CPU MOST',
    'MEMORY MEAN',
    'MEMORY MOST',
    'SPEED',
  ];
  const columns = titles.map((title, index) => ({
    title,
    align: index === 0 ? ('left' as const) : ('right' as const),
  }));
  const rows = stages.map((stage) => [
    stage.stage,
    String(stage.runs),
    String(stage.failed),
    workSeconds(stage.wallSec?.mean ?? null),
    workSeconds(stage.wallSec?.most ?? null),
    workSeconds(stage.cpuSec?.mean ?? null),
    workSeconds(stage.cpuSec?.most ?? null),
    byteSize(stage.peakMemoryBytes?.mean ?? null),
    byteSize(stage.peakMemoryBytes?.most ?? null),
    speedText(stage.speed),
  ]);
  return table(columns, rows, null, heading);
}
