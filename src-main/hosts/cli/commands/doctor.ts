import type { Command } from 'commander';
import type { CommandResponse } from '../../../../src-preload/contract/commands.ts';
import { exitCodes } from '../../../../src-preload/contract/errors.ts';
import { displayPath } from '../../../platform/paths.ts';
import { addCommand, type Cli, type CommonOptions } from '../cli.ts';
import { withSession } from '../session.ts';

type Doctor = CommandResponse<'system.doctor'>;

export function addDoctorCommand(program: Command, cli: Cli): void {
  addCommand(program, 'doctor', 'show what is installed, what is missing, and what to do about it').action(
    async (options: CommonOptions) => {
      const libraryPath = cli.libraryPath(options);
      const data = await withSession(
        () => cli.targets.openHost(),
        cli.signal,
        (session) => session.ask('system.doctor', { libraryPath }),
      );
      cli.show(options, {
        data,
        text: () => doctorText(data),
        exitCode: data.healthy ? exitCodes.success : exitCodes.failure,
      });
    },
  );
}

function doctorText({ checks }: Doctor): string {
  return checks
    .map(({ name, state, version, detail, remedy }) => {
      const facts = [version, detail === null ? null : displayPath(detail)]
        .filter((part) => part !== null)
        .join('  ');
      return `${state.padEnd(9)}${name.padEnd(14)}${facts}\n${remedy === null ? '' : `${' '.repeat(23)}${remedy}\n`}`;
    })
    .join('');
}
