import type { Command } from 'commander';
import type { CommandResponse } from '../../../../src-preload/contract/commands.ts';
import { addCommand, type Cli, type CommonOptions } from '../cli.ts';

const quiet = { onFiles: () => undefined, onStage: () => undefined };

export function addReindexCommand(program: Command, cli: Cli): void {
  addCommand(program, 'reindex', 'make the indexes of search anew from what the library knows').action(
    async (options: CommonOptions) => {
      const data = await cli.writing(options, quiet, (session) => session.ask('search.reindex', {}));
      cli.show(options, { data, text: () => reindexText(data) });
    },
  );
}

function reindexText({ clips, moments, vectors, tookMs }: CommandResponse<'search.reindex'>): string {
  const seconds = (tookMs / 1000).toFixed(1);
  return `${String(clips)} clips, ${String(moments)} moments and ${String(vectors)} vectors indexed in ${seconds} s.\n`;
}
