/** The search box: always there, on every screen. Writing in it leads to the results. */
import { Autocomplete } from '@base-ui/react/autocomplete';
import { Search, X } from 'lucide-react';
import { type KeyboardEvent, type RefObject, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearch } from '../../../stores/use-stores.ts';
import { focusResults } from '../results/result-items.ts';
import { useSearchChange, useSearchRoute } from '../use-search-change.ts';
import { searchBoxId } from './focus-search.ts';
import { LikeChip } from './like-chip.tsx';
import styles from './search-box.module.css';
import { SuggestionList } from './suggestion-list.tsx';
import { usePictureSearch } from './use-picture-search.ts';
import { type Suggestion, useSuggestions } from './use-suggestions.ts';

const longestQuery = 10_000;

export function SearchBox() {
  const { t } = useTranslation('search');
  const route = useSearchRoute();
  const { change, leave } = useSearchChange();
  const input = useRef<HTMLInputElement>(null);
  const field = useRef<HTMLDivElement>(null);
  const box = useQueryField(input);
  const { isOver, handlers } = usePictureSearch(box.close);
  const like = route?.like ?? null;
  return (
    <Autocomplete.Root
      items={box.suggestions}
      mode="none"
      filter={null}
      itemToStringValue={({ text }: Suggestion) => text}
      open={box.isOpen}
      onOpenChange={box.onOpenChange}
      value={box.text}
      onValueChange={(text, { reason }) => {
        if (reason === 'item-press') box.take(text);
        else box.write(text);
      }}
    >
      <div
        ref={field}
        role="search"
        className={styles['box']}
        data-over={isOver ? '' : undefined}
        data-takes="pictures"
        {...handlers}
      >
        <Search size={15} aria-hidden />
        {like !== null && <LikeChip like={like} onRemove={() => change({ like: null })} />}
        <Autocomplete.Input
          ref={input}
          id={searchBoxId}
          className={styles['input']}
          aria-label={t('box')}
          placeholder={isOver ? t('dropPicture') : like === null ? t('placeholder') : ''}
          maxLength={longestQuery}
          spellCheck={false}
          autoComplete="off"
          onKeyDown={box.onKeyDown}
          onSelect={box.followCursor}
          onBlur={box.close}
        />
        {(box.text !== '' || like !== null) && (
          <button type="button" className={styles['empty']} aria-label={t('empty')} onClick={leave}>
            <X size={14} aria-hidden />
          </button>
        )}
      </div>
      {box.isOpen && <SuggestionList anchor={field} />}
    </Autocomplete.Root>
  );
}

/** What stands in the field, what is offered for it, and its keys. */
function useQueryField(input: RefObject<HTMLInputElement | null>) {
  const route = useSearchRoute();
  const { change, leave } = useSearchChange();
  const remember = useSearch((state) => state.remember);
  const hurry = useSearch((state) => state.hurry);
  const text = route?.query ?? '';
  const [popup, setPopup] = useState<'open' | 'closed'>('closed');
  const [cursor, setCursor] = useState(0);
  const suggestions = useSuggestions({ text, cursor }, popup === 'open' ? 'wanted' : 'not wanted');
  const moveCursor = useCursor(input);
  // Open without anything to offer, it would be unseen, and still want its Escape.
  const isOpen = popup === 'open' && suggestions.length > 0;
  const close = (): void => {
    setPopup('closed');
  };
  const write = (written: string): void => {
    setPopup('open');
    setCursor(input.current?.selectionStart ?? written.length);
    change({ query: written }, 'typed');
  };
  const take = (taken: string): void => {
    const suggestion = suggestions.find((one) => one.text === taken);
    const at = suggestion?.cursor ?? taken.length;
    // A field is only the beginning: its values are offered next.
    setPopup(suggestion?.kind === 'field' ? 'open' : 'closed');
    setCursor(at);
    moveCursor(at);
    change({ query: taken }, 'typed');
  };
  const enter = (): void => {
    close();
    if (route === null) change({}, 'typed');
    else {
      hurry();
      remember();
    }
  };
  const onKeyDown = (event: KeyboardEvent & { preventBaseUIHandler(): void }): void => {
    const chosen = isOpen ? chosenIn(input.current) : null;
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape' && !isOpen) {
      event.preventBaseUIHandler();
      event.preventDefault();
      leave();
      input.current?.blur();
    }
    if (event.key === 'Tab' && chosen !== null && !event.shiftKey) {
      event.preventDefault();
      take(chosen);
    }
    if (event.key === 'Enter') {
      event.preventBaseUIHandler();
      event.preventDefault();
      if (chosen === null) enter();
      else take(chosen);
    }
    if (event.key === 'ArrowDown' && !isOpen && !event.altKey && focusResults()) {
      event.preventBaseUIHandler();
      event.preventDefault();
    }
  };
  return {
    ...{ text, suggestions, isOpen, close, write, take, onKeyDown },
    onOpenChange: (opens: boolean) => {
      setPopup(opens ? 'open' : 'closed');
    },
    followCursor: () => {
      setCursor(input.current?.selectionStart ?? text.length);
    },
  };
}

/** The text of the suggestion that keys have led to; null: none. The list tells of it on the field alone, reliably. */
function chosenIn(input: HTMLInputElement | null): string | null {
  const id = input?.getAttribute('aria-activedescendant') ?? '';
  return document.getElementById(id)?.dataset['text'] ?? null;
}

/** Puts the cursor somewhere once the text it belongs to is there. */
function useCursor(input: RefObject<HTMLInputElement | null>): (at: number) => void {
  const wanted = useRef<number | null>(null);
  useLayoutEffect(() => {
    if (wanted.current === null) return;
    input.current?.setSelectionRange(wanted.current, wanted.current);
    wanted.current = null;
  });
  return (at) => {
    wanted.current = at;
  };
}
