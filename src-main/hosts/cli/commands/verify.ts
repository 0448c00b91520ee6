import type { Command } from 'commander';
import type { CommandResponse } from '../../../../src-preload/contract/commands.ts';
import { exitCodes } from '../../../../src-preload/contract/errors.ts';
import { addCommand, type Cli, type CommonOptions } from '../cli.ts';

type Verification = CommandResponse<'library.verify'>;

interface VerifyOptions extends CommonOptions {
  /** --no-hashes */
  readonly hashes: boolean;
}

export function addVerifyCommand(program: Command, cli: Cli): void {
  addCommand(program, 'verify', 'look whether the library is whole: database, results, pictures and proxies')
    .option('--no-hashes', 'look at the sizes of files only, not into them')
    .action(async (options: VerifyOptions) => {
      const data = await cli.reading(options, (session) =>
        session.ask('library.verify', { hashes: options.hashes }),
      );
      cli.show(options, {
        data,
        text: () => verificationText(data),
        exitCode: data.sound ? exitCodes.success : exitCodes.failure,
      });
    });
}

function verificationText({ checks, sound }: Verification): string {
  const lines = checks.map(({ check, examined, problems, problemCount, severity }) => {
    const verdict = problemCount === 0 ? 'ok' : severity === 'fault' ? 'DAMAGED' : 'notice';
    const more =
      problemCount > problems.length ? [`  and ${String(problemCount - problems.length)} more`] : [];
    return [
      `${verdict.padEnd(8)}${check.padEnd(16)}${String(examined)} examined`,
      ...problems.map((text) => `  ${text}`),
      ...more,
    ]
      .map((line) => `${line}\n`)
      .join('');
  });
  return `${lines.join('')}${sound ? 'The library is whole.' : 'The library is damaged.'}\n`;
}
