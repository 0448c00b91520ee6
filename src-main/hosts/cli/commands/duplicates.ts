import { type Command, InvalidArgumentError } from 'commander';
import { usualThreshold } from '../../../../src-preload/contract/commands/duplicates.ts';
import { AppError, exitCodes } from '../../../../src-preload/contract/errors.ts';
import { addCommand, type Cli, type CommonOptions } from '../cli.ts';
import {
  mergedText,
  mergePreviewText,
  nearDuplicatesText,
  sameContentText,
} from '../format/duplicate-text.ts';
import type { Session } from '../session.ts';
import { quiet } from './models-transfer.ts';

interface FindOptions extends CommonOptions {
  readonly near?: true;
  readonly threshold?: number;
}

interface MergeOptions extends CommonOptions {
  readonly keep: string;
  readonly trash?: true;
  readonly yes?: true;
}

export function addDuplicatesCommand(program: Command, cli: Cli): void {
  const duplicates = addCommand(program, 'duplicates', 'show clips that are on the disks more than once')
    .option('--near', 'also those that were turned, scaled, encoded anew, trimmed or re-timed')
    .option(
      '--threshold <likeness>',
      `least likeness of those, 0 to 1 (default: ${String(usualThreshold)})`,
      parseShare,
    )
    .action(async (options: FindOptions) => {
      await cli.reading(options, (session) => show(cli, session, options));
    });
  addCommand(
    duplicates,
    'merge [others...]',
    'give one clip the tags, rating and notes of others that show the same',
  )
    .requiredOption('--keep <clip>', 'the one that stays: an id, the beginning of one, or a path')
    .option('--trash', "move the others' files, and further copies of the kept one, to the system's trash")
    .option('--yes', 'do it without being asked')
    .action(async (others: string[], _options: CommonOptions, command: Command) => {
      // Both commands have the options that all have: what stands before "merge" counts too.
      const options = command.optsWithGlobals<MergeOptions>();
      await cli.writing(options, quiet, (session) => merge(cli, session, others, options));
    });
}

async function show(cli: Cli, session: Session, options: FindOptions): Promise<void> {
  if (options.near !== true) {
    const data = await session.ask('library.duplicates', {});
    cli.show(options, { data, text: () => sameContentText(data) });
    return;
  }
  const threshold = options.threshold === undefined ? {} : { threshold: options.threshold };
  const data = await session.ask('duplicates.find', threshold);
  cli.show(options, { data, text: () => nearDuplicatesText(data) });
}

/** @throws AppError preview-outdated, clip-unknown, bad-arguments, cancelled */
async function merge(cli: Cli, session: Session, others: string[], options: MergeOptions): Promise<void> {
  const isTrashing = options.trash === true;
  const request = {
    ...{ keep: options.keep, others, relativeTo: cli.workingFolder },
    copies: isTrashing ? 'keep-one' : 'keep-all',
  } as const;
  const preview = await session.ask('duplicates.preview', request);
  if (!(await isAgreed(cli, mergePreviewText(preview, isTrashing), options)))
    throw new AppError('cancelled', { detail: 'nothing was changed; say --yes to merge them' });
  const files = isTrashing ? 'trash-files' : 'leave-files';
  const data = await session.ask('duplicates.merge', { ...request, token: preview.token, files });
  const failed = data.stayed.some(({ reason }) => reason === 'failed' || reason === 'changed');
  cli.show(options, {
    data,
    text: () => mergedText(data),
    exitCode: failed ? exitCodes.failure : exitCodes.success,
  });
}

/** Shows what would be done, and asks where somebody is there to answer. */
async function isAgreed(
  { terminal, confirm }: Cli,
  preview: string,
  options: MergeOptions,
): Promise<boolean> {
  terminal.writeNote(preview);
  if (options.yes === true) return true;
  return options.json !== true && confirm !== undefined && (await confirm('Merge them?'));
}

function parseShare(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value >= 0 && value <= 1))
    throw new InvalidArgumentError('It is a number from 0 to 1.');
  return value;
}
