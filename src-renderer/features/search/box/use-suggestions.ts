import { useEffect, useState } from 'react';
import type { CommandResponse } from '../../../../src-preload/contract/commands.ts';
import { useClient } from '../../../stores/use-stores.ts';

type Suggested = CommandResponse<'search.suggest'>['suggestions'][number];

/** `text`: the whole query after it was taken; `cursor`: where one goes on writing in it. */
export interface Suggestion extends Suggested {
  readonly text: string;
  readonly cursor: number;
}

interface Writing {
  readonly text: string;
  readonly cursor: number;
}

const none: readonly Suggestion[] = [];
/** The contract's bound. */
const longestText = 2_000;
const mostOffered = 8;

/** What could be meant by what stands before the cursor; what was offered before stays until the answer is there. */
export function useSuggestions({ text, cursor }: Writing, state: 'wanted' | 'not wanted') {
  const client = useClient();
  const [suggestions, setSuggestions] = useState(none);
  const isWanted = state === 'wanted' && text.length <= longestText;
  if (!isWanted && suggestions !== none) setSuggestions(none);
  useEffect(() => {
    if (!isWanted) return;
    const abort = new AbortController();
    client
      .ask('search.suggest', { text, cursor, limit: mostOffered }, abort.signal)
      .then(({ suggestions: found }) => {
        if (!abort.signal.aborted) setSuggestions(found.map((one) => taken(text, one)));
      })
      // Without them nothing is offered; searching works all the same.
      .catch(() => undefined);
    return () => {
      abort.abort();
    };
  }, [client, text, cursor, isWanted]);
  return suggestions;
}

function taken(text: string, suggested: Suggested): Suggestion {
  const { start, end, insert } = suggested;
  const before = text.slice(0, start) + insert;
  // A field waits for its value right behind the colon; behind all others comes another word.
  const isOpen = /[:\s]$/.test(insert);
  const after = text.slice(end);
  const gap = isOpen || /^\s/.test(after) ? '' : ' ';
  const cursor = before.length + (isOpen ? 0 : 1);
  return { ...suggested, text: before + gap + after, cursor };
}
