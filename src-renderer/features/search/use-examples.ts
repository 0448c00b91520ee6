import { useEffect, useState } from 'react';
import type { CommandResponse } from '../../../src-preload/contract/commands.ts';
import { useClient } from '../../stores/use-stores.ts';

type Field = CommandResponse<'search.fields'>['fields'][number];
type Facets = CommandResponse<'cards.facets'>;

interface Known {
  readonly fields: readonly Field[];
  readonly facets: Facets | null;
}

const nothing: Known = { fields: [], facets: null };
const mostExamples = 10;

/** Queries to begin with: what this library has, then what the language of queries can say. */
export function useExamples(): readonly string[] {
  const client = useClient();
  const [known, setKnown] = useState(nothing);
  useEffect(() => {
    const abort = new AbortController();
    const { signal } = abort;
    // Without examples one can search all the same.
    const fields = client.ask('search.fields', {}, signal).then(
      ({ fields: read }) => read,
      () => [],
    );
    const facets = client.ask('cards.facets', {}, signal).catch(() => null);
    void Promise.all([fields, facets]).then(([read, found]) => {
      if (!signal.aborted) setKnown({ fields: read, facets: found });
    });
    return () => {
      abort.abort();
    };
  }, [client]);
  return examplesOf(known);
}

/** PURE */
function examplesOf({ fields, facets }: Known): readonly string[] {
  const has = (id: string): boolean => fields.some((field) => field.id === id);
  const own = [
    ...(has('camera') ? valuesOf('camera', facets?.cameras) : []),
    ...(has('tag') ? valuesOf('tag', facets?.tags) : []),
    ...(has('codec') ? valuesOf('codec', facets?.codecs) : []),
  ];
  const usedFields = new Set(own.map((query) => query.split(':')[0]));
  const general = fields.filter(({ id }) => !usedFields.has(id)).map(({ example }) => example);
  // Words first: that is what most people write.
  const wordsFirst = general.toSorted((a, b) => controlOrder(fields, a) - controlOrder(fields, b));
  return [...new Set([...own, ...wordsFirst])].slice(0, mostExamples);
}

const order = [
  'words',
  'range',
  'date',
  'flag',
  'place',
  'choice',
] as const satisfies readonly Field['control'][];

function controlOrder(fields: readonly Field[], example: string): number {
  const control = fields.find((field) => field.example === example)?.control ?? 'choice';
  return order.indexOf(control);
}

/** The most frequent one. */
function valuesOf(field: string, values: Facets['cameras'] | undefined): readonly string[] {
  const value = values?.[0]?.value.replaceAll('"', '');
  if (value === undefined || value === '') return [];
  return [/^[\p{L}\p{N}._-]+$/u.test(value) ? `${field}:${value}` : `${field}:"${value}"`];
}
