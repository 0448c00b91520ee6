import { readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import type { Command } from 'commander';
import { AppError } from '../../../../src-preload/contract/errors.ts';
import { displayPath, fsPath } from '../../../platform/paths.ts';
import { addCommand, type Cli, type CommonOptions } from '../cli.ts';
import { counted } from '../format/values.ts';
import { ProgressDisplay } from '../progress/progress-display.ts';

interface SidecarOptions extends CommonOptions {
  readonly strict?: true;
  readonly remove?: string;
}

export function addSidecarCommand(program: Command, cli: Cli): void {
  addCommand(
    program,
    'sidecar <clip> [file]',
    "take what another program found (YOLO or Whisper JSON, SRT, VTT) in place of a model's result",
  )
    .option('--strict', 'refuse the file at its first bad entry, instead of leaving that out')
    .option('--remove <stage>', "go back to the model's own result of this stage")
    .action(async (clip: string, file: string | undefined, options: SidecarOptions) => {
      const about = { clip, relativeTo: cli.workingFolder };
      if (options.remove !== undefined) await goBack(cli, about, options.remove, options);
      else if (file === undefined) throw new AppError('bad-arguments', { detail: 'name the file to import' });
      else await bring(cli, about, file, options);
    });
}

interface About {
  readonly clip: string;
  readonly relativeTo: string;
}

async function bring(cli: Cli, about: About, file: string, options: SidecarOptions): Promise<void> {
  const path = resolve(cli.workingFolder, file);
  const request = {
    ...about,
    fileName: basename(path),
    text: await read(path),
    strict: options.strict === true,
  };
  const progress = new ProgressDisplay(cli.terminal);
  const data = await cli.writing(options, progress.listener, (session) =>
    progress.during(session, () => session.ask('clip.importSidecar', request)),
  );
  const leftOut = data.leftOut === 0 ? '' : `, ${counted(data.leftOut, 'bad one')} left out`;
  cli.show(options, {
    data,
    text: () =>
      `${data.stage} is now what ${displayPath(file)} says: ${counted(data.entries, 'entry', 'entries')}${leftOut}\n`,
  });
}

async function goBack(cli: Cli, about: About, stage: string, options: SidecarOptions): Promise<void> {
  const progress = new ProgressDisplay(cli.terminal);
  const data = await cli.writing(options, progress.listener, (session) =>
    progress.during(session, () => session.ask('clip.removeSidecar', { ...about, stage })),
  );
  const text =
    data.removed === 'yes' ? `${stage} is the model's own again` : `nothing was imported for ${stage}`;
  cli.show(options, { data, text: () => `${text}\n` });
}

async function read(path: string): Promise<string> {
  try {
    return await readFile(fsPath(path), 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw new AppError('file-missing', { file: path }, error);
    if (code === 'EACCES' || code === 'EPERM') throw new AppError('permission-denied', { file: path }, error);
    throw new AppError('io-error', { file: path, detail: String(error) }, error);
  }
}
