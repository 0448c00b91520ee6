/**
 * Reads what somebody wrote into the search box. There is no wrong query: what is not understood is searched as words, what can't be
 * searched is left out, and both are told.
 */
import type { UnderstoodQuery } from '../../../src-preload/contract/search.ts';
import type { FilterRegistry } from '../filter-registry.ts';
import type { ValueFilter } from '../search-filter.ts';
import { isSearchable } from './fts-expression.ts';
import type { FilterPart, ParsedQuery, Place, TextPart } from './parsed-query.ts';
import { QueryGroups } from './query-groups.ts';
import { fitText, type Operand, queryTokens } from './query-tokens.ts';

export interface ParseOptions {
  readonly now: Date;
  /** 'typing': the last word may be the beginning of one, and what is open may be closed yet. */
  readonly typing: 'typing' | 'finished';
}

/** What is written behind so many words and filters, or signs, is left out. */
const mostOperands = 64;
const mostTokens = 256;
/** Of what is left out so much is repeated. */
const longestExcerpt = 80;

type Ignored = UnderstoodQuery['ignored'][number];
type Notice = Place & Pick<Ignored, 'reason'>;

/** Never throws. */
export function parseQuery(text: string, registry: FilterRegistry, options: ParseOptions): ParsedQuery {
  const groups = new QueryGroups();
  const notices: Notice[] = [];
  const reader = new OperandReader(text, registry, options, notices);
  let operands = 0;
  let tokens = 0;
  for (const token of queryTokens(text, (name) => registry.find(name) !== null)) {
    tokens += 1;
    if (token.kind === 'operand') operands += 1;
    if (operands > mostOperands || tokens > mostTokens) {
      notices.push({ start: token.start, end: text.length, reason: 'too-long' });
      break;
    }
    if (token.kind !== 'operand') groups.addSign(token);
    else {
      const part = reader.read(token);
      if (part !== null) groups.addPart(part, token.use);
    }
  }
  const { parts, ignored } = groups.finish(options.typing === 'typing' ? 'awaited' : 'ignored');
  const inOrder = [...notices, ...ignored].sort((a, b) => a.start - b.start || a.end - b.end);
  return { text, parts, ignored: inOrder.map((notice) => ({ ...notice, text: excerpt(text, notice) })) };
}

function excerpt(text: string, { start, end }: Place): string {
  return end - start <= longestExcerpt
    ? text.slice(start, end)
    : `${text.slice(start, start + longestExcerpt)}…`;
}

class OperandReader {
  readonly #text: string;
  readonly #registry: FilterRegistry;
  readonly #options: ParseOptions;
  readonly #notices: Notice[];

  constructor(text: string, registry: FilterRegistry, options: ParseOptions, notices: Notice[]) {
    this.#text = text;
    this.#registry = registry;
    this.#options = options;
    this.#notices = notices;
  }

  /** null: there is nothing in it to search for. */
  read(operand: Operand): TextPart | FilterPart | null {
    this.#tellForm(operand);
    const { field, text, form } = operand;
    if (field === null) return this.#words(operand, text, null);
    const filter = this.#registry.find(field);
    if (filter === null) {
      if (!isFieldByChance(operand)) this.#tell(operand, 'unknown-field');
      return this.#words(operand, `${field}:${text}`, null);
    }
    if (filter.control === 'words') return this.#words(operand, text, filter);
    return this.#value(operand, filter, form === 'starred' ? `${text}*` : text);
  }

  #value(operand: Operand, filter: ValueFilter, text: string): TextPart | FilterPart | null {
    // Nothing yet, or only the sign of a comparison.
    if (/^[\s<>=≤≥.…*]*$/.test(text)) {
      if (!this.#isBeingWritten(operand)) this.#tell(operand, 'nothing-to-search');
      return null;
    }
    const value = filter.parse(text, this.#options.now);
    if (value !== null) return { kind: 'filter', filter, value, start: operand.start, end: operand.end };
    this.#tell(operand, 'not-a-value');
    return this.#words(operand, `${operand.field ?? ''}:${operand.text}`, null);
  }

  #words(
    operand: Operand,
    text: string,
    filter: (Pick<TextPart, 'fields'> & { readonly id: string }) | null,
  ): TextPart | null {
    const words = fitText(operand.form === 'plain' ? text.replace(/\*+$/, '') : text);
    if (!isSearchable(words)) {
      const isAwaited = operand.field !== null && this.#isBeingWritten(operand);
      if (!isAwaited) this.#tell(operand, 'nothing-to-search');
      return null;
    }
    const isStarred = operand.form === 'starred' || (operand.form === 'plain' && text.endsWith('*'));
    const isBegun = operand.use === 'include' && this.#isBeingWritten(operand);
    const whole = operand.form === 'plain' ? 'word' : 'phrase';
    return {
      kind: 'text',
      match: isStarred || isBegun ? 'prefix' : whole,
      ...{ words, fields: filter?.fields ?? null, field: filter?.id ?? null },
      ...{ start: operand.start, end: operand.end },
    };
  }

  #isBeingWritten({ end, form }: Operand): boolean {
    const isOpen = form === 'plain' || form === 'unclosed';
    return this.#options.typing === 'typing' && isOpen && end === this.#text.length;
  }

  #tellForm(operand: Operand): void {
    if (operand.form === 'unclosed' && !this.#isBeingWritten(operand)) {
      this.#notices.push({ start: operand.textStart, end: operand.textStart + 1, reason: 'unbalanced' });
    }
    if (operand.cutAt !== null) {
      this.#notices.push({ start: operand.cutAt, end: operand.end, reason: 'too-long' });
    }
  }

  #tell({ start, end }: Place, reason: Ignored['reason']): void {
    this.#notices.push({ start, end, reason });
  }
}

/** Addresses, paths of Windows, times and sentences have colons too. */
function isFieldByChance({ field, text }: Operand): boolean {
  return field?.length === 1 || text === '' || text.startsWith('//');
}
