import { readFile } from 'node:fs/promises';
import { extname, resolve } from 'node:path';
import type { Command } from 'commander';
import type { CommandResponse } from '../../../../src-preload/contract/commands.ts';
import { AppError } from '../../../../src-preload/contract/errors.ts';
import type { QueryVector } from '../../../../src-preload/contract/search.ts';
import { addCommand, type Cli } from '../cli.ts';
import { similarText } from '../format/search-text.ts';
import { quiet } from './models-transfer.ts';
import { look, numberIn, paged, type PageOptions } from './page-options.ts';

interface SimilarOptions extends PageOptions {
  readonly at?: number;
  readonly threshold?: number;
}

const pictureKinds: ReadonlySet<string> = new Set(['.jpg', '.jpeg', '.png', '.webp', '.avif']);
const seconds = (value: string): number => numberIn(value, 0, Infinity, 'Give seconds, such as 12.5.');
const similarity = (value: string): number => numberIn(value, -1, 1, 'Give a number from -1 to 1.');

export function addSimilarCommand(program: Command, cli: Cli): void {
  paged(
    addCommand(
      program,
      'similar <what>',
      'find what looks like a clip, like one moment of it (--at), or like a picture file',
    ),
  )
    .option('--at <seconds>', 'the moment of the clip', seconds)
    .option('--threshold <similarity>', 'least similarity, -1 to 1 (left out: what stands out)', similarity)
    .action(async (what: string, options: SimilarOptions) => {
      const data = await similar(what, options, cli);
      cli.show(options, { data, text: () => similarText(data, look(cli)) });
    });
}

async function similar(
  what: string,
  { limit, moments, threshold, at, ...options }: SimilarOptions,
  cli: Cli,
): Promise<CommandResponse<'search.similar'>> {
  const page = { limit, moments, threshold: threshold ?? null };
  if (!pictureKinds.has(extname(what).toLowerCase())) {
    const clip = { clip: what, relativeTo: cli.workingFolder, timeSec: at ?? null };
    return cli.reading(options, (session) => session.ask('search.similar', { ...page, ...clip }));
  }
  const picture = await readPicture(resolve(cli.workingFolder, what));
  return cli.writing(options, quiet, async (session) => {
    const { vectors, missing } = await session.ask('search.embed', { picture });
    const vector: QueryVector | undefined = vectors.find(({ space }) => space === 'picture');
    if (vector === undefined)
      throw new AppError('model-missing', { task: missing[0]?.task ?? 'picture-features' });
    return session.ask('search.similar', { ...page, vector });
  });
}

async function readPicture(path: string): Promise<string> {
  try {
    return (await readFile(path)).toString('base64');
  } catch (error) {
    throw new AppError('file-missing', { file: path }, error);
  }
}
