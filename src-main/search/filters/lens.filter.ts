import { foldText } from '../../platform/text-folding.ts';
import { hasValue } from '../../db/repositories/search-facts.repository.ts';
import { defineFilter } from '../search-filter.ts';
import { parseName } from './name-choice.ts';
import { indexedValues } from './value-listings.ts';

/** Its name, or a part of it. */
export default defineFilter<string>({
  id: 'lens',
  aliases: ['objective'],
  control: 'choice',
  example: 'lens:85mm',
  parse: parseName,
  format: (name) => name,
  predicate: (name) => ({ sql: hasValue('lens', 'instr(folded, ?) > 0'), values: [foldText(name)] }),
  values: indexedValues('lens'),
});
