/**
 * Joins parts of a query by OR, NOT and brackets into "all of these, each of which is one of those". What can't be said so (an OR
 * between groups of several) is read as if the brackets were not there, and told.
 */
import type { UnderstoodQuery } from '../../../src-preload/contract/search.ts';
import type { AnyPart, FilterPart, NotPart, Place, QueryPart, TextPart } from './parsed-query.ts';
import type { Sign } from './query-tokens.ts';

type Option = AnyPart['options'][number];
/** All of these, of each of which one has to hold. */
type Clauses = readonly (readonly Option[])[];
type Reason = UnderstoodQuery['ignored'][number]['reason'];

export interface GroupedQuery {
  readonly parts: readonly QueryPart[];
  readonly ignored: readonly (Place & { readonly reason: Reason })[];
}

interface Level {
  readonly opened: Sign | null;
  readonly units: Clauses[];
  or: Sign | null;
}

export class QueryGroups {
  readonly #levels: Level[] = [{ opened: null, units: [], or: null }];
  readonly #ignored: (Place & { readonly reason: Reason })[] = [];
  /** AND and NOT, until what they belong to is there. */
  #waiting: Sign[] = [];

  get #level(): Level {
    const level = this.#levels.at(-1);
    if (level === undefined) throw new RangeError('Every level was closed.');
    return level;
  }

  addPart(part: TextPart | FilterPart, use: 'include' | 'exclude'): void {
    const not = this.#takeNot();
    if (use === 'include' && not === null) this.#join([[part]], null);
    else this.#join([[{ kind: 'not', part, start: not?.start ?? part.start, end: part.end }]], null);
  }

  addSign(sign: Sign): void {
    if (sign.kind === 'and' || sign.kind === 'not') this.#addWaiting(sign);
    else if (sign.kind === 'or') this.#addOr(sign);
    else if (sign.kind === 'close') this.#close(sign);
    else if (sign.kind === 'dash') this.#ignore(sign, 'nothing-to-search');
    else this.#open(sign);
  }

  /** @param unclosed What brackets that are still open mean: an oversight, or somebody who is still writing */
  finish(unclosed: 'ignored' | 'awaited'): GroupedQuery {
    this.#dropWaiting();
    while (this.#levels.length > 1) {
      const { opened } = this.#level;
      if (opened !== null && unclosed === 'ignored') this.#ignore(opened, 'unbalanced');
      this.#endLevel();
    }
    this.#dropOr();
    return { parts: this.#level.units.flat().map(partOf), ignored: this.#ignored };
  }

  #addWaiting(sign: Sign): void {
    if (sign.kind === 'and' && this.#level.units.length === 0) this.#ignore(sign, 'nothing-to-search');
    else this.#waiting.push(sign);
  }

  #addOr(sign: Sign): void {
    this.#dropWaiting();
    const level = this.#level;
    if (level.units.length === 0 || level.or !== null) this.#ignore(sign, 'nothing-to-search');
    else level.or = sign;
  }

  #open(sign: Sign): void {
    const not = this.#takeNot();
    const kind = not === null ? sign.kind : 'open-not';
    this.#levels.push({ opened: { ...sign, kind }, units: [], or: null });
  }

  #close(sign: Sign): void {
    this.#dropWaiting();
    if (this.#levels.length === 1) this.#ignore(sign, 'unbalanced');
    else this.#endLevel();
  }

  #endLevel(): void {
    this.#dropOr();
    const level = this.#levels.pop();
    if (level === undefined || level.opened === null) return;
    const clauses = level.units.flat();
    if (clauses.length === 0) this.#ignore(level.opened, 'nothing-to-search');
    else
      this.#join(
        level.opened.kind === 'open-not' ? this.#negate(clauses, level.opened) : clauses,
        level.opened,
      );
  }

  #join(clauses: Clauses, bracket: Sign | null): void {
    const level = this.#level;
    const { or } = level;
    if (or === null) {
      level.units.push(clauses);
      return;
    }
    level.or = null;
    const before = level.units.pop() ?? [];
    const [first = [], ...others] = clauses;
    if (before.length > 1 || others.length > 0) this.#ignore(bracket ?? or, 'unbalanced');
    level.units.push([...before.slice(0, -1), [...(before.at(-1) ?? []), ...first], ...others]);
  }

  /** By De Morgan: not all of single options is any of their opposites; none of several options is all of their opposites. */
  #negate(clauses: Clauses, bracket: Sign): Clauses {
    const opposites = clauses.flat().map(opposite);
    if (clauses.every(({ length }) => length === 1)) return [opposites];
    if (clauses.length > 1) this.#ignore(bracket, 'unbalanced');
    return opposites.map((each) => [each]);
  }

  #takeNot(): Sign | null {
    const not = this.#waiting.find(({ kind }) => kind === 'not') ?? null;
    this.#waiting = [];
    return not;
  }

  #dropWaiting(): void {
    for (const sign of this.#waiting) this.#ignore(sign, 'nothing-to-search');
    this.#waiting = [];
  }

  #dropOr(): void {
    const level = this.#level;
    if (level.or !== null) this.#ignore(level.or, 'nothing-to-search');
    level.or = null;
  }

  #ignore({ start, end }: Place, reason: Reason): void {
    this.#ignored.push({ start, end, reason });
  }
}

function opposite(option: Option): Option {
  if (option.kind === 'not') return option.part;
  return { kind: 'not', part: option, start: option.start, end: option.end } satisfies NotPart;
}

function partOf(options: readonly Option[]): QueryPart {
  const [first] = options;
  if (first !== undefined && options.length === 1) return first;
  const start = Math.min(...options.map((option) => option.start));
  return { kind: 'any', options, start, end: Math.max(...options.map((option) => option.end)) };
}
