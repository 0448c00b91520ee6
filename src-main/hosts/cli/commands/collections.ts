import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { type Collection, collectionKey } from '../../../../src-preload/contract/collections.ts';
import type { CommandResponse } from '../../../../src-preload/contract/commands.ts';
import { AppError, exitCodes } from '../../../../src-preload/contract/errors.ts';
import { type SearchMode, searchModes } from '../../../../src-preload/contract/search.ts';
import { displayPath, fsPath } from '../../../platform/paths.ts';
import { addCommand, type Cli, type CommonOptions, jsonDocument } from '../cli.ts';
import { collectionTable, importText } from '../format/collection-text.ts';
import { counted } from '../format/values.ts';
import { fileError, readText } from '../text-file.ts';
import type { Session } from '../session.ts';
import { quiet } from './models-transfer.ts';

interface AddOptions extends CommonOptions {
  readonly mode: SearchMode;
}

interface ImportOptions extends CommonOptions {
  readonly ifTaken: 'keep-both' | 'replace';
}

export function addCollectionsCommand(program: Command, cli: Cli): void {
  const collections = program
    .command('collections')
    .description('show and change smart collections: queries that are kept under a name');
  addListing(collections, cli);
  addChanges(collections, cli);
  addTransfer(collections, cli);
}

function addListing(collections: Command, cli: Cli): void {
  addCommand(collections, 'list', 'show them all, and how many clips each finds', 'usual').action(
    async (options: CommonOptions) => {
      const data = await cli.reading(options, counting);
      const heading = (title: string): string => cli.terminal.style('bold', title);
      cli.show(options, {
        data,
        text: () => collectionTable(data.collections, cli.terminal.resultColumns, heading),
      });
    },
  );
}

async function counting(session: Session) {
  const { collections } = await session.ask('collections.list', {});
  const { counts } = await session.ask('collections.count', {});
  const clipsOf = new Map(counts.map(({ id, clips }) => [id, clips]));
  return { collections: collections.map((each) => ({ ...each, clips: clipsOf.get(each.id) ?? null })) };
}

function addChanges(collections: Command, cli: Cli): void {
  addCommand(collections, 'add <name> <query...>', 'keep a query under a name')
    .addOption(new Option('--mode <mode>', 'how it is searched').choices(searchModes).default(searchModes[0]))
    .action(async (name: string, words: string[], options: AddOptions) => {
      const request = { name, query: words.join(' '), mode: options.mode };
      const data = await cli.writing(options, quiet, (session) => session.ask('collections.save', request));
      cli.show(options, { data, text: () => `"${data.collection.name}" is kept\n` });
    });
  addCommand(collections, 'rename <name> <new-name>', 'call it otherwise').action(
    async (name: string, newName: string, options: CommonOptions) => {
      const data = await cli.writing(options, quiet, async (session) => {
        const [{ id }] = await named(session, [name]);
        return session.ask('collections.save', { id, name: newName });
      });
      cli.show(options, { data, text: () => `it is called "${data.collection.name}" now\n` });
    },
  );
  addCommand(collections, 'remove <name...>', 'remove collections; clips are left as they are').action(
    async (names: [string, ...string[]], options: CommonOptions) => {
      const data = await cli.writing(options, quiet, async (session) => {
        const chosen = await named(session, names);
        return session.ask('collections.remove', { ids: chosen.map(({ id }) => id) });
      });
      const text = (): string => data.removed.map(({ name }) => `"${name}" is removed\n`).join('');
      cli.show(options, { data, text });
    },
  );
  addCommand(collections, 'order <name...>', 'put these first, in this order').action(
    async (names: [string, ...string[]], options: CommonOptions) => {
      const data = await cli.writing(options, quiet, async (session) => {
        const chosen = await named(session, names);
        await session.ask('collections.order', { ids: chosen.map(({ id }) => id) });
        return session.ask('collections.list', {});
      });
      cli.show(options, { data, text: () => data.collections.map(({ name }) => `${name}\n`).join('') });
    },
  );
}

function addTransfer(collections: Command, cli: Cli): void {
  addCommand(collections, 'export <file>', 'write them all to a JSON file, for another library')
    .option('--force', 'write over a file that is there')
    .action(async (file: string, options: CommonOptions & { readonly force?: true }) => {
      const document = await cli.reading(options, (session) => session.ask('collections.export', {}));
      const path = resolve(cli.workingFolder, file);
      await write(path, document, options.force === true ? 'w' : 'wx');
      const data = { path, collections: document.collections.length };
      const text = (): string => `${displayPath(path)}  ${counted(data.collections, 'collection')}\n`;
      cli.show(options, { data, text });
    });
  addCommand(collections, 'import <file>', 'take in what was exported')
    .addOption(
      new Option('--if-taken <what>', 'what to do where a name is there already')
        .choices(['keep-both', 'replace'])
        .default('keep-both'),
    )
    .action(async (file: string, options: ImportOptions) => {
      const path = resolve(cli.workingFolder, file);
      const request = { fileName: file, text: await readText(path), ifTaken: options.ifTaken };
      const data = await cli.writing(options, quiet, (session) => session.ask('collections.import', request));
      const isBad = data.leftOut.some(({ reason }) => reason !== 'same');
      cli.show(options, {
        data,
        text: () => importText(data),
        exitCode: isBad ? exitCodes.failure : exitCodes.success,
      });
    });
}

/** In the order of the names, which are as they are in the list, whatever their case. @throws AppError bad-arguments */
async function named(
  session: Session,
  names: readonly [string, ...string[]],
): Promise<[Collection, ...Collection[]]> {
  const { collections } = await session.ask('collections.list', {});
  const find = (name: string): Collection => {
    const found = collections.find(
      (each) => each.id === name || collectionKey(each.name) === collectionKey(name),
    );
    if (found !== undefined) return found;
    throw new AppError('bad-arguments', {
      detail: `there is no collection "${name}": "rushes collections list" shows them`,
    });
  };
  const [first, ...others] = names;
  return [find(first), ...others.map(find)];
}

async function write(
  path: string,
  document: CommandResponse<'collections.export'>,
  flag: 'w' | 'wx',
): Promise<void> {
  try {
    await writeFile(fsPath(path), jsonDocument(document), { flag });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST')
      throw new AppError('bad-arguments', {
        file: path,
        detail: 'there is such a file already: --force writes over it',
      });
    throw fileError(error, path);
  }
}
