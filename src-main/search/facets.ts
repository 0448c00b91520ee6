/** What found clips can be narrowed down by: values that filters list, and where the words were found; with what to add to the query for each. */
import { type Facet, facetNames, type TextField, textFields } from '../../src-preload/contract/search.ts';
import { listedValues } from '../db/repositories/listed-values.repository.ts';
import { countMatching, type Matching } from '../db/repositories/text-search.repository.ts';
import type { FindDeps, FoundSet } from './find-clips.ts';
import { decidingTerms } from './query/compile-query.ts';
import { formatFieldValue } from './query/format-query.ts';
import type { TextPart } from './query/parsed-query.ts';
import { textExpression } from './query/fts-expression.ts';

type ListedFacet = Exclude<(typeof facetNames)[number], 'match'>;

/** Facet -> the filter whose values it lists. */
const filterOf: Readonly<Record<ListedFacet, string>> = {
  camera: 'camera',
  resolution: 'resolution',
  codec: 'codec',
  hdr: 'hdr',
  folder: 'folder',
  year: 'year',
  label: 'sees',
  people: 'people',
  rating: 'rating',
};

const mostValues = 12;

/** Of all that were found. @throws the signal's reason */
export async function facetsOf(found: FoundSet, deps: FindDeps, signal: AbortSignal): Promise<Facet[]> {
  const among = JSON.stringify(found.sequences);
  const facets: Facet[] = [];
  for (const facet of facetNames) {
    await new Promise(setImmediate);
    signal.throwIfAborted();
    const values = facet === 'match' ? matchFacet(found, deps) : valuesOf(facet, among, deps);
    if (values.length > 0) facets.push({ facet, values });
  }
  return facets;
}

function valuesOf(facet: ListedFacet, among: string, { connection, filters }: FindDeps): Facet['values'] {
  const filter = filters.find(filterOf[facet]);
  if (filter?.values === undefined) return [];
  const asListed = (value: string): string => value;
  const exactly = filter.control === 'words' ? asListed : (filter.exactly ?? asListed);
  const rows = listedValues(
    connection,
    filter.values.sql('SELECT value FROM json_each(?)'),
    among,
    mostValues,
  );
  return rows.map(({ value, clips }) => ({
    value,
    clips,
    query: formatFieldValue(filter.id, exactly(value)),
  }));
}

/** Fields that have all of the words. */
function matchFacet({ compiled }: FoundSet, { connection, filters }: FindDeps): Facet['values'] {
  const terms = decidingTerms(compiled.terms);
  const options = terms.flatMap((term) => term.options);
  // Choices, and words that name their field already, can't be moved to another.
  const isPlain = options.length === terms.length && options.every(({ fields }) => fields === null);
  if (terms.length === 0 || !isPlain) return [];
  return textFields.flatMap((field) => {
    const filter = filters.filters.find((each) => each.control === 'words' && isOnly(each.fields, field));
    const clips = countMatching(connection, inField(field));
    if (filter === undefined || clips === 0) return [];
    return [
      {
        value: field,
        clips,
        query: options.map((option) => inFieldText(filter.id, option)).join(' '),
      },
    ];
  });

  function inField(field: TextField): Matching {
    const matches = options.flatMap((option) => textExpression({ ...option, fields: [field] }) ?? []);
    return { match: matches.map((match) => `(${match})`).join(' AND '), condition: compiled.condition };
  }
}

function isOnly(fields: readonly TextField[], field: TextField): boolean {
  return fields.length === 1 && fields[0] === field;
}

/** A beginning stays one. */
function inFieldText(field: string, { words, match }: TextPart): string {
  return `${formatFieldValue(field, words)}${match === 'prefix' ? '*' : ''}`;
}
