import type { UnderstoodQuery } from '../../../src-preload/contract/search.ts';
import type { FilterPart, NotPart, ParsedQuery, TextPart } from './parsed-query.ts';

type Understood = UnderstoodQuery['understood'][number];

/** For whoever asked: what each part was taken for. */
export function understoodQuery({
  text,
  parts,
  ignored,
}: ParsedQuery): Omit<UnderstoodQuery, 'words' | 'corrected'> {
  let alternatives = 0;
  const understood = parts.flatMap((part) => {
    if (part.kind !== 'any') return [describe(part, null)];
    const alternative = alternatives++;
    return part.options.map((option) => describe(option, alternative));
  });
  return { text, understood, ignored };
}

function describe(part: TextPart | FilterPart | NotPart, alternative: number | null): Understood {
  const { start, end } = part;
  const described = part.kind === 'not' ? part.part : part;
  const use = part.kind === 'not' ? 'exclude' : 'include';
  return { start, end, ...whatOf(described), use, alternative };
}

function whatOf(part: TextPart | FilterPart): Pick<Understood, 'kind' | 'field' | 'value'> {
  if (part.kind === 'filter')
    return { kind: 'filter', field: part.filter.id, value: part.filter.format(part.value) };
  return { kind: part.match, field: part.field, value: part.words };
}
