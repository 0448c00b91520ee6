/** The filters that queries may have: found by glob below `filters/`, validated before any query is read. */
import { readdir } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { z } from 'zod';
import { AppError } from '../../src-preload/contract/errors.ts';
import { textFields } from '../../src-preload/contract/search.ts';
import type { SearchFilter } from './search-filter.ts';

export interface FilterRegistry {
  /** In the order of their ids. */
  readonly filters: readonly SearchFilter[];
  /** By its id or an alias, whatever the case. null: there is none. */
  find(name: string): SearchFilter | null;
}

interface FoundFilter {
  /** The file's name without `.filter.ts`. */
  readonly fileName: string;
  readonly exported: unknown;
}

const name = z.string().regex(/^[a-z]+$/);
const head = { id: name, aliases: z.array(name), example: z.string().min(3) } as const;
const listing = z.object({ sql: z.function(), ofAll: z.string().optional() }).optional();
const headSchema = z.discriminatedUnion('control', [
  z.object({
    ...head,
    control: z.literal('words'),
    fields: z.array(z.enum(textFields)).min(1),
    values: listing,
  }),
  z.object({
    ...head,
    control: z.enum(['choice', 'range', 'date', 'flag', 'place']),
    ...{ parse: z.function(), format: z.function(), predicate: z.function() },
    values: listing,
    choices: z.array(z.string()).optional(),
  }),
]);

/** Loads every `*.filter` module of a folder (the sources' or the build's, by this module's own extension). */
export async function loadFilters(
  folder: URL = new URL('filters/', import.meta.url),
): Promise<FoundFilter[]> {
  const suffix = `.filter${extname(import.meta.url)}`;
  const names = (await readdir(folder)).filter((file) => file.endsWith(suffix)).sort();
  return Promise.all(
    names.map(async (file) => {
      const module = (await import(new URL(file, folder).href)) as { default?: unknown };
      return { fileName: basename(file, suffix), exported: module.default };
    }),
  );
}

/** @throws AppError internal that names the filter and what is wrong with it */
export function createFilterRegistry(found: readonly FoundFilter[]): FilterRegistry {
  const filters = found.map(parseFilter);
  const byName = new Map<string, SearchFilter>();
  for (const filter of filters) {
    for (const each of [filter.id, ...filter.aliases]) {
      const other = byName.get(each);
      if (other !== undefined) refuse(filter.id, `"${each}" is a name of ${other.id} as well`);
      byName.set(each, filter);
    }
  }
  return {
    filters: [...filters].sort((a, b) => (a.id < b.id ? -1 : 1)),
    find: (written) => byName.get(written.toLowerCase()) ?? null,
  };
}

function parseFilter({ fileName, exported }: FoundFilter): SearchFilter {
  const parsed = headSchema.safeParse(exported);
  if (!parsed.success) return refuse(fileName, `not a filter: ${z.prettifyError(parsed.error)}`);
  const { id, aliases, example } = parsed.data;
  if (id !== fileName) return refuse(id, `its file is called ${fileName}.filter`);
  const field = example.slice(0, Math.max(example.indexOf(':'), 0));
  if (![id, ...aliases].includes(field)) return refuse(id, `"${example}" is no example of it`);
  return exported as SearchFilter;
}

function refuse(filter: string, detail: string): never {
  throw new AppError('internal', { filter, detail });
}
