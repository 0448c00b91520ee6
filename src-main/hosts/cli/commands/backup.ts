import type { Command } from 'commander';
import { resolve } from 'node:path';
import { displayPath } from '../../../platform/paths.ts';
import { addCommand, type Cli, type CommonOptions } from '../cli.ts';
import { byteSize } from '../format/values.ts';

export function addBackupCommand(program: Command, cli: Cli): void {
  addCommand(program, 'backup [file]', "copy the library's database, also while it is in use").action(
    async (file: string | undefined, options: CommonOptions) => {
      const target = file === undefined ? null : resolve(cli.workingFolder, file);
      const data = await cli.reading(options, (session) => session.ask('library.backup', { target }));
      cli.show(options, { data, text: () => `${displayPath(data.path)}  ${byteSize(data.sizeBytes)}\n` });
    },
  );
}
