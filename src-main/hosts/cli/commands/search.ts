import { type Command, InvalidArgumentError, Option } from 'commander';
import { type Collection, collectionKey } from '../../../../src-preload/contract/collections.ts';
import type { CommandInput, CommandResponse } from '../../../../src-preload/contract/commands.ts';
import { AppError } from '../../../../src-preload/contract/errors.ts';
import {
  fusionConstant,
  rankedSources,
  type SearchMode,
  searchModes,
  type SearchPlanInput,
  searchSortKeys,
  type SearchSort,
} from '../../../../src-preload/contract/search.ts';
import { addCommand, type Cli, type CommonOptions } from '../cli.ts';
import { searchText } from '../format/search-text.ts';
import { quiet } from './models-transfer.ts';
import { look, paged, type PageOptions } from './page-options.ts';
import type { Session } from '../session.ts';

interface SearchOptions extends PageOptions {
  readonly type?: SearchMode;
  readonly sort?: SearchSort['by'];
  readonly ascending?: true;
  readonly weights: Readonly<Record<string, number>>;
  readonly rankConstant?: number;
  readonly collection?: string;
  readonly explain?: true;
}

type Embedded = CommandResponse<'search.embed'>;

/** Letters that a model is given; what a sentence model reads is far less. */
const longestEmbedded = 10_000;
const none: Embedded = { vectors: [], missing: [] };

export function addSearchCommand(program: Command, cli: Cli): void {
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
    .option(
      '--weights <list>',
      `how much each source counts: text=1,picture=0.5 (${sources})`,
      parseWeights,
      {},
    )
    .option(
      '--rank-constant <k>',
      `how evenly ranks of the sources are fused, from 1 (default: ${String(fusionConstant)})`,
      parseRankConstant,
    )
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
  const { collection: name, type, sort, ascending, weights, rankConstant } = options;
  const base = name === undefined ? null : await collectionNamed(name, options, cli);
  const direction = ascending === true ? 'ascending' : 'descending';
  return {
    query: [base?.query, queryOf(words)].filter((part) => part !== undefined && part !== '').join(' '),
    mode: type ?? base?.mode ?? 'hybrid',
    sort: sort === undefined && base !== null ? base.sort : { by: sort ?? 'relevance', direction },
    weights,
    rankConstant,
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
  const text = inWords.query.words.slice(0, longestEmbedded);
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

/**
 * Models answer through the engine, and only one process may have that: where a window has the library, vectors stay 'pending'. They do so too,
 * and it is told, where no engine can be had or a model fails: what words find is there all the same.
 */
async function withEngine<T>(
  cli: Cli,
  options: CommonOptions,
  without: T,
  body: (session: Session) => Promise<T>,
): Promise<T> {
  try {
    return await cli.writing(options, quiet, body);
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'cancelled') throw error;
    if (error.code !== 'library-locked') cli.terminal.writeNote(`Found by words alone: ${error.message}\n`);
    return without;
  }
}

/** @throws InvalidArgumentError */
function parseRankConstant(text: string): number {
  const k = text.trim() === '' ? Number.NaN : Number(text);
  if (k >= 1 && k <= 10_000) return k;
  throw new InvalidArgumentError('It is a number from 1 to 10000.');
}

function parseWeights(list: string): Record<string, number> {
  return Object.fromEntries(
    list.split(',').map((entry) => {
      const [name = '', value = ''] = entry.split('=').map((part) => part.trim());
      const weight = value === '' ? Number.NaN : Number(value);
      if (!rankedSources.some((source) => source === name) || !(weight >= 0 && weight <= 100))
        throw new InvalidArgumentError(
          `Give weights such as text=1,picture=0.5 (${rankedSources.join(', ')}).`,
        );
      return [name, weight];
    }),
  );
}
