/** What somebody might ask of a made library: seeded, by kinds, each of which has figures of its own. */
import type { CommandInput } from '../../src-preload/contract/commands.ts';
import type { QueryVector } from '../../src-preload/contract/search.ts';
import { bytesOfFloats } from '../../src-main/search/vectors/vector-space.ts';
import { largeLibraryClip } from '../../tests/support/large-library-clips.ts';
import { pictureModel, type SearchLibrarySize, type SearchWorld, vectorsOfClip } from './search-library.ts';
import { madeTexts } from './search-texts.ts';
import type { Random } from './seeded-random.ts';

export type SearchRequest =
  | { readonly command: 'search.run'; readonly request: CommandInput<'search.run'> }
  | { readonly command: 'search.similar'; readonly request: CommandInput<'search.similar'> };

export interface QueryKind {
  readonly name: string;
  readonly ask: (random: Random) => SearchRequest;
}

/** As the window asks for. */
const page = { limit: 24, moments: 3 } as const;
const usualFilters = [
  ...['camera:sony', 'duration:>30s', 'height:>=2160', 'codec:hevc', 'rating:>=3', 'sees:person', 'is:hdr'],
  ...['date:2018', 'hears:music', 'folder:Lisbon', 'tag:drone'],
];
const firstYear = 2009;
const years = 17;

export function queryKinds(world: SearchWorld, size: SearchLibrarySize): readonly QueryKind[] {
  const { vocabulary } = world;
  const run = (query: string, more: Partial<CommandInput<'search.run'>> = {}): SearchRequest => ({
    command: 'search.run',
    request: { query, ...page, ...more },
  });
  const word = (random: Random): string =>
    random() < 0.5 ? vocabulary.frequent(random) : vocabulary.rare(random);
  const picture = (random: Random) => ({ vectors: [queryVectorOf(pictureQuery(world, size, random))] });
  return [
    { name: 'a frequent word', ask: (random) => run(vocabulary.frequent(random)) },
    { name: 'a rare word', ask: (random) => run(vocabulary.rare(random)) },
    { name: 'two words', ask: (random) => run(`${vocabulary.frequent(random)} ${word(random)}`) },
    { name: 'a phrase', ask: (random) => run(`"${phrase(world, size, random)}"`) },
    {
      name: 'the beginning of a word, while typing',
      ask: (random) => run(beginning(word(random), random), { writing: 'typing' }),
    },
    { name: 'a word and a filter', ask: (random) => run(`${word(random)} ${pickOf(usualFilters, random)}`) },
    { name: 'a filter that leaves 1 %', ask: (random) => run(twoMonths(random)) },
    { name: 'hybrid: a word and a vector', ask: (random) => run(word(random), picture(random)) },
    {
      name: 'hybrid with a filter that leaves 1 %',
      ask: (random) => run(`${word(random)} ${twoMonths(random)}`, picture(random)),
    },
    {
      name: 'similar to a clip',
      ask: (random) => ({
        command: 'search.similar',
        request: { clip: largeLibraryClip(someClip(size, random)).id, ...page },
      }),
    },
  ];
}

/** What a query is narrowed down by, and by what else it can be. */
export function facetRequest({ vocabulary }: SearchWorld, random: Random): CommandInput<'search.facets'> {
  return { query: random() < 0.5 ? vocabulary.frequent(random) : pickOf(usualFilters, random) };
}

/** By turns as of a text and as of a picture that somebody dropped. */
export function pictureQuery(world: SearchWorld, size: SearchLibrarySize, random: Random): Float32Array {
  if (random() < 0.5) return world.vectors.text(random);
  const index = someClip(size, random);
  const frame = pickOf(world.vectors.clip(index, vectorsOfClip(index, size)), random);
  return world.vectors.likeFrame(frame, random);
}

function queryVectorOf(vector: Float32Array): QueryVector {
  return {
    space: 'picture',
    model: pictureModel,
    vector: Buffer.from(bytesOfFloats(vector)).toString('base64'),
  };
}

/** Two or three words that somebody says. */
function phrase({ vocabulary }: SearchWorld, size: SearchLibrarySize, random: Random): string {
  const words = pickOf(madeTexts(vocabulary, someClip(size, random)).moments.said, random).text.split(' ');
  const first = Math.floor(random() * (words.length - 3));
  return words.slice(first, first + (random() < 0.5 ? 2 : 3)).join(' ');
}

function beginning(word: string, random: Random): string {
  return word.slice(0, 2 + Math.floor(random() * 3));
}

/** Of seventeen years: one of 102. */
function twoMonths(random: Random): string {
  const year = String(firstYear + Math.floor(random() * years));
  const month = 1 + 2 * Math.floor(random() * 6);
  const [from, to] = [month, month + 1].map((each) => `${year}-${String(each).padStart(2, '0')}`);
  return `date:${from ?? ''}..${to ?? ''}`;
}

function someClip({ clips }: SearchLibrarySize, random: Random): number {
  return Math.floor(random() * clips);
}

function pickOf<T>(from: readonly T[], random: Random): T {
  const picked = from[Math.floor(random() * from.length)];
  if (picked === undefined) throw new Error('There is nothing to pick from.');
  return picked;
}
