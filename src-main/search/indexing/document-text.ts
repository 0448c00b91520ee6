/** What a clip as a whole is known by, one text for each field. PURE. */
import type { Artifact } from '../../../src-preload/contract/artifacts.ts';
import type { DocumentTexts } from '../../db/repositories/search-index.repository.ts';
import type { NamedPlace } from '../../db/repositories/search-sources.repository.ts';
import { pathFromBytes } from '../../platform/paths.ts';
import { indexedText, listed, namesText } from './indexed-text.ts';
import { type KnownFacts, metadataText } from './metadata-words.ts';

export interface FactSources extends KnownFacts {
  readonly places: readonly NamedPlace[];
  readonly note: string;
  readonly tags: readonly string[];
  readonly description: Artifact<'description'> | null;
}

export function factTexts(sources: FactSources): DocumentTexts {
  const { places, note, tags, description } = sources;
  return {
    name: namesText(places.map(({ name }) => name.toWellFormed())),
    folder: namesText(places.map(folderOf)),
    metadata: metadataText(sources),
    tags: namesText(tags),
    note: indexedText(note),
    summary: indexedText(listed([description?.summary.text, description?.keywords.text])),
  };
}

function folderOf({ volume, folder }: NamedPlace): string {
  const path = folder === null ? '' : pathFromBytes(folder).toWellFormed();
  return [volume ?? '', ...path.split('/')].filter((part) => part !== '').join(' / ');
}

export function saidText({ segments }: { readonly segments: readonly { readonly text: string }[] }): string {
  return indexedText(segments.map(({ text }) => text).join(' '));
}
