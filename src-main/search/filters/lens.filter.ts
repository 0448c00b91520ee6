import { foldText } from '../../platform/text-folding.ts';
import { defineFilter } from '../search-filter.ts';
import { hasArtifact } from './artifact-conditions.ts';
import { parseName } from './name-choice.ts';
import { artifactValues } from './value-listings.ts';

/** Its name, or a part of it. */
export default defineFilter<string>({
  id: 'lens',
  aliases: ['objective'],
  control: 'choice',
  example: 'lens:85mm',
  parse: parseName,
  format: (name) => name,
  predicate: (name) =>
    hasArtifact('exif', `instr(fold_text(json_extract(data, '$.lens')), ?) > 0`, [foldText(name)]),
  values: artifactValues('exif', `json_extract(data, '$.lens')`),
});
