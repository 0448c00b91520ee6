import type { Command } from 'commander';
import type { CommandResponse } from '../../../../src-preload/contract/commands.ts';
import { displayPath } from '../../../platform/paths.ts';
import { addCommand, type Cli, type CommonOptions } from '../cli.ts';
import { byteSize, counted } from '../format/values.ts';

type Duplicates = CommandResponse<'library.duplicates'>;

export function addDuplicatesCommand(program: Command, cli: Cli): void {
  addCommand(program, 'duplicates', 'show clips that are on the disks more than once').action(
    async (options: CommonOptions) => {
      const data = await cli.reading(options, (session) => session.ask('library.duplicates', {}));
      cli.show(options, { data, text: () => duplicatesText(data) });
    },
  );
}

function duplicatesText({ groups, reclaimableBytes }: Duplicates): string {
  if (groups.length === 0) return 'No clip is there twice.\n';
  const shown = groups.map(({ paths, sizeBytes, contentHash }) => {
    const sure = contentHash === null ? ', by its samples only' : '';
    return `${counted(paths.length, 'file')} of ${byteSize(sizeBytes)}${sure}\n${paths.map((path) => `  ${displayPath(path)}\n`).join('')}`;
  });
  return `${shown.join('\n')}\n${byteSize(reclaimableBytes)} would be free if each were kept once\n`;
}
