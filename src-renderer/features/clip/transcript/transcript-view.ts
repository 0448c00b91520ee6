/** Where somebody is in a transcript: the word they are at, what they selected, write, and look for. */
import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { AppError } from '../../../../src-preload/contract/errors.ts';
import type { WordRange } from './transcript-copy.ts';
import type { Match } from './transcript-search.ts';

export interface TranscriptViewState {
  /** The word that keys start from; -1: the one that is said. */
  readonly cursor: number;
  /** Word by word, both ends included, the end that moves last. null: nothing is selected. */
  readonly selection: { readonly anchor: number; readonly focus: number } | null;
  /** The word that is being written; null: none is. */
  readonly editing: number | null;
  /** 'on': what is said is kept in sight. */
  readonly following: 'on' | 'off';
  readonly query: string;
  readonly matches: readonly Match[];
  /** Which of the matches is looked at; -1: none yet. */
  readonly match: number;
  /** What was corrected a moment ago and has not come back from the engine: word -> its text. */
  readonly pending: ReadonlyMap<number, string>;
}

export class TranscriptView {
  readonly store: StoreApi<TranscriptViewState> = createStore<TranscriptViewState>()(() => ({
    cursor: -1,
    selection: null,
    editing: null,
    following: 'on',
    query: '',
    matches: [],
    match: -1,
    pending: new Map(),
  }));

  /** Goes to a word; `select` draws the selection along. */
  goTo(word: number, select: 'select' | 'leave' = 'leave'): void {
    const { cursor, selection } = this.store.getState();
    const anchor = selection?.anchor ?? (cursor === -1 ? word : cursor);
    this.store.setState({ cursor: word, selection: select === 'select' ? { anchor, focus: word } : null });
  }

  select(first: number, last: number): void {
    this.store.setState({ selection: { anchor: first, focus: last } });
  }

  unselect(): void {
    this.store.setState({ selection: null });
  }

  edit(word: number | null): void {
    this.store.setState(word === null ? { editing: null } : { editing: word, cursor: word, selection: null });
  }

  follow(following: TranscriptViewState['following']): void {
    if (this.store.getState().following !== following) this.store.setState({ following });
  }

  find(query: string, matches: readonly Match[]): void {
    this.store.setState({ query, matches, match: -1 });
  }

  /** To the match `by` further, around the ends; the first one is the next behind `word`. null: there is none. */
  step(by: 1 | -1, word: number): Match | null {
    const { matches, match } = this.store.getState();
    if (matches.length === 0) return null;
    const behind = matches.findIndex(({ lastWord }) => lastWord >= word);
    const first = by === 1 ? Math.max(0, behind) : (behind === -1 ? matches.length : behind) - 1;
    const next = ((match === -1 ? first : match + by) + matches.length) % matches.length;
    this.store.setState({ match: next });
    return matches[next] ?? null;
  }

  expect(word: number, text: string | null): void {
    const pending = new Map(this.store.getState().pending);
    if (text === null) pending.delete(word);
    else pending.set(word, text);
    this.store.setState({ pending });
  }

  /** Another version of the transcript was read. */
  settle(): void {
    if (this.store.getState().pending.size > 0) this.store.setState({ pending: new Map() });
  }
}

export function selectedRange({ selection }: Pick<TranscriptViewState, 'selection'>): WordRange | null {
  if (selection === null) return null;
  const { anchor, focus } = selection;
  return { first: Math.min(anchor, focus), last: Math.max(anchor, focus) };
}

export const TranscriptContext = createContext<TranscriptView | null>(null);

export function useTranscriptView(): TranscriptView {
  const view = useContext(TranscriptContext);
  if (view === null)
    throw new AppError('internal', { detail: 'a component is outside of TranscriptContext' });
  return view;
}

export function useTranscript<T>(select: (state: TranscriptViewState) => T): T {
  return useStore(useTranscriptView().store, select);
}
