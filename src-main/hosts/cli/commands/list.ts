import type { Command } from 'commander';
import { addCommand, type Cli, type CommonOptions } from '../cli.ts';
import { clipTable } from '../format/clip-table.ts';

export function addListCommand(program: Command, cli: Cli): void {
  addCommand(program, 'list', 'show the clips of the library').action(async (options: CommonOptions) => {
    const data = await cli.reading(options, (session) => session.ask('library.list', {}));
    const heading = (text: string): string => cli.terminal.style('bold', text);
    cli.show(options, {
      data,
      text: () =>
        data.clips.length === 0
          ? 'The library has no clips yet. Take some in with "rushes ingest <folder>".\n'
          : clipTable(data.clips, cli.terminal.resultColumns, heading),
    });
  });
}
