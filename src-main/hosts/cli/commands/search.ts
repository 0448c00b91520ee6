import { readFile } from 'node:fs/promises';
import { extname, resolve } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { type Collection, collectionKey } from '../../../../src-preload/contract/collections.ts';
import type { CommandInput, CommandResponse } from '../../../../src-preload/contract/commands.ts';
import { AppError } from '../../../../src-preload/contract/errors.ts';
import {
  type QueryVector,
  rankedSources,
  type SearchMode,
  searchModes,
  type SearchPlanInput,
  searchSortKeys,
  type SearchSort,
} from '../../../../src-preload/contract/search.ts';
import { addCommand, type Cli, type CommonOptions } from '../cli.ts';
import { type SearchShown, searchText, similarText } from '../format/search-text.ts';
import type { Session } from '../session.ts';

interface PageOptions extends CommonOptions {
  readonly limit: number;
  readonly moments: number;
}

interface SearchOptions extends PageOptions {
  readonly type?: SearchMode;
  readonly sort?: SearchSort['by'];
  readonly ascending?: true;
  readonly weights: Readonly<Record<string, number>>;
  readonly collection?: string;
  readonly explain?: true;
}

interface SimilarOptions extends PageOptions {
  readonly at?: number;
  readonly threshold?: number;
}

type Embedded = CommandResponse<'search.embed'>;

const none: Embedded = { vectors: [], missing: [] };

export function addSearchCommands(program: Command, cli: Cli): void {
  addSearch(program, cli);
  addSimilar(program, cli);
}

function addSearch(program: Command, cli: Cli): void {
  const sources = rankedSources.join(', ');
  paged(
    addCommand(
      program,
      'search [query...]',
      'find clips and moments: words, "phrases", -not, OR, and fields such as said:budget, rating:>=3, date:2024-05',
    ),
  )
    .addOption(new Option('--type <mode>', 'what is searched (default: hybrid)').choices(searchModes))
    .addOption(new Option('--sort <by>', 'the order (default: relevance)').choices(searchSortKeys))
    .option('--ascending', 'the other way round: oldest, or shortest, first')
    .option('--weights <list>', `how much each source counts: text=1,picture=0.5 (${sources})`, parseWeights, {})
    .option('--collection <name>', 'what a collection has, narrowed down by the query')
    .option('--explain', 'say why each clip was found: every rank and score')
    // "-dog" is a word that must not be there.
    .allowUnknownOption()
    .action(async (words: readonly string[], options: SearchOptions) => {
      refuseOptions(words);
      const plan = await planOf(words, options, cli);
      const { data, embedded } = await search(plan, options, cli);
      const found = { ...data, sources: named(data.sources, embedded) };
      const detail = options.explain === true ? 'reasons' : 'results';
      const shown = { ...look(cli), detail } as const;
      const facets = options.json === true ? await facetsOf(plan, embedded, options, cli) : [];
      cli.show(options, { data: { ...found, facets }, text: () => searchText(found, shown) });
    });
}

/** @throws InvalidArgumentError */
function refuseOptions(words: readonly string[]): void {
  const option = words.find((word) => word.startsWith('--'));
  if (option !== undefined) throw new InvalidArgumentError(`There is no option "${option}".`);
}

/** One argument is a query as it would be written in a window; of several, one with spaces is a phrase that the shell took the quotes of. */
function queryOf(words: readonly string[]): string {
  if (words.length === 1) return words[0] ?? '';
  return words.map((word) => (/\s/u.test(word) && !/["„“«:]/u.test(word) ? `"${word}"` : word)).join(' ');
}

async function planOf(words: readonly string[], options: SearchOptions, cli: Cli): Promise<SearchPlanInput> {
  const { collection: name, type, sort, ascending, weights } = options;
  const base = name === undefined ? null : await collectionNamed(name, options, cli);
  const direction = ascending === true ? 'ascending' : 'descending';
  return {
    query: [base?.query, queryOf(words)].filter((part) => part !== undefined && part !== '').join(' '),
    mode: type ?? base?.mode ?? 'hybrid',
    sort: sort === undefined && base !== null ? base.sort : { by: sort ?? 'relevance', direction },
    weights,
  };
}

/** @throws AppError bad-arguments */
async function collectionNamed(name: string, options: CommonOptions, cli: Cli): Promise<Collection> {
  const { collections } = await cli.reading(options, (session) => session.ask('collections.list', {}));
  const found = collections.find((each) => collectionKey(each.name) === collectionKey(name));
  if (found !== undefined) return found;
  throw new AppError('bad-arguments', { detail: `there is no collection "${name}"` });
}

async function facetsOf(
  plan: SearchPlanInput,
  { vectors }: Embedded,
  options: CommonOptions,
  cli: Cli,
): Promise<CommandResponse<'search.facets'>['facets']> {
  const request = { ...plan, vectors };
  return (await cli.reading(options, (session) => session.ask('search.facets', request))).facets;
}

async function search(
  plan: SearchPlanInput,
  options: SearchOptions,
  cli: Cli,
): Promise<{ readonly data: CommandResponse<'search.run'>; readonly embedded: Embedded }> {
  const request: CommandInput<'search.run'> = { ...plan, limit: options.limit, moments: options.moments };
  const inWords = await cli.reading(options, (session) => session.ask('search.run', request));
  if (inWords.sources.every(({ state }) => state !== 'pending')) return { data: inWords, embedded: none };
  const said = inWords.query.understood.filter(({ kind, use }) => kind !== 'filter' && use === 'include');
  const text = said.map(({ value }) => value).join(' ');
  return withEngine(cli, options, { data: inWords, embedded: none }, async (session) => {
    const embedded = await session.ask('search.embed', { text });
    if (embedded.vectors.length === 0) return { data: inWords, embedded };
    return { data: await session.ask('search.run', { ...request, vectors: embedded.vectors }), embedded };
  });
}

/** Sources that no installed model can read the query for. */
function named(sources: CommandResponse<'search.run'>['sources'], { missing }: Embedded): typeof sources {
  const lacks = (source: string): boolean =>
    missing.some(({ task }) => (source === 'picture') === (task === 'text-features'));
  return sources.map((each) =>
    each.state === 'pending' && lacks(each.source) ? { ...each, state: 'no-model' } : each,
  );
}

function look({ terminal }: Cli): Pick<SearchShown, 'width' | 'style'> {
  return { width: terminal.resultColumns, style: (style, text) => terminal.style(style, text) };
}

const silent = { onFiles: () => undefined, onStage: () => undefined };

/** Models answer through the engine, and only one process may have that: where a window has the library, vectors stay 'pending'. */
async function withEngine<T>(
  cli: Cli,
  options: CommonOptions,
  without: T,
  body: (session: Session) => Promise<T>,
): Promise<T> {
  try {
    return await cli.writing(options, silent, body);
  } catch (error) {
    if (error instanceof AppError && error.code === 'library-locked') return without;
    throw error;
  }
}

function addSimilar(program: Command, cli: Cli): void {
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

const pictureKinds: ReadonlySet<string> = new Set(['.jpg', '.jpeg', '.png', '.webp', '.avif']);

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
  return cli.writing(options, silent, async (session) => {
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

function paged(command: Command): Command {
  return command
    .option('--limit <count>', 'how many clips', wholeNumber, 20)
    .option('--moments <count>', 'how many moments of each', wholeNumber, 3);
}

function parseWeights(list: string): Record<string, number> {
  return Object.fromEntries(
    list.split(',').map((entry) => {
      const [name = '', value = ''] = entry.split('=').map((part) => part.trim());
      const weight = value === '' ? Number.NaN : Number(value);
      if (!rankedSources.some((source) => source === name) || !(weight >= 0 && weight <= 100))
        throw new InvalidArgumentError(`Give weights such as text=1,picture=0.5 (${rankedSources.join(', ')}).`);
      return [name, weight];
    }),
  );
}

const seconds = (value: string): number => numberIn(value, 0, Infinity, 'Give seconds, such as 12.5.');
const similarity = (value: string): number => numberIn(value, -1, 1, 'Give a number from -1 to 1.');

function wholeNumber(value: string): number {
  const number = numberIn(value, 0, 200, 'Give a whole number up to 200.');
  if (Number.isInteger(number)) return number;
  throw new InvalidArgumentError('Give a whole number up to 200.');
}

/** @throws InvalidArgumentError */
function numberIn(value: string, least: number, most: number, otherwise: string): number {
  const number = value.trim() === '' ? Number.NaN : Number(value);
  if (number >= least && number <= most) return number;
  throw new InvalidArgumentError(otherwise);
}
