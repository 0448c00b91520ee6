import type { Command } from 'commander';
import { addCommand, type Cli, type CommonOptions } from '../cli.ts';
import { table } from '../format/table.ts';
import { withSession } from '../session.ts';

export function addStagesCommand(program: Command, cli: Cli): void {
  addCommand(program, 'stages', 'show the stages there are').action(async (options: CommonOptions) => {
    const data = await withSession(
      () => cli.targets.openHost(),
      cli.signal,
      (session) => session.ask('stages.list', {}),
    );
    const rows = data.stages.map((stage) => [
      stage.name,
      String(stage.version),
      String(stage.tier),
      stage.kind === 'frame-analyzer' ? `${stage.queue} (shared decode)` : stage.queue,
      stage.requires.join(', '),
      stage.provides.join(', '),
      stage.profiles.join(', '),
      stage.title,
    ]);
    const titles = ['NAME', 'VERSION', 'TIER', 'QUEUE', 'NEEDS', 'MAKES', 'PROFILES', 'TITLE'];
    const columns = titles.map((title) => ({ title, align: 'left' as const, mayShrink: title === 'TITLE' }));
    cli.show(options, {
      data,
      text: () =>
        table(columns, rows, cli.terminal.resultColumns, (text) => cli.terminal.style('bold', text)),
    });
  });
}
