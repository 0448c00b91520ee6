/** What lies under the right mouse button. */
import { useCallback } from 'react';
import type { SortKey } from '../../../src-preload/contract/cards.ts';
import { sortKeys } from '../../../src-preload/contract/cards.ts';
import type { LibraryState } from '../../stores/library-store.ts';
import { findCard } from '../../stores/library-pages.ts';
import { useStores } from '../../stores/use-stores.ts';
import type { MenuEntry } from '../../ui/menu.tsx';
import type { CardWords } from './card-words.ts';
import { Stars } from './stars.tsx';
import type { Annotate } from './use-annotate.ts';
import type { ClipDeeds } from './use-clip-deeds.ts';

interface Doing {
  readonly words: CardWords;
  readonly annotate: Annotate;
  readonly deeds: ClipDeeds;
}

/** Entries for what is chosen when the menu opens. */
export function useClipMenu({ words, annotate, deeds }: Doing): () => readonly MenuEntry[] {
  const { library, session } = useStores();
  return useCallback(() => {
    const { facts, openDialog } = session.getState();
    const state = library.getState();
    if (state.selection.ids.size === 0)
      return emptySpaceEntries(words.t, state, () => {
        openDialog('add-folder');
      });
    const abilities = { canReveal: facts?.abilities.reveal === true };
    return clipEntries({ words, annotate, deeds }, state, abilities);
  }, [library, session, words, annotate, deeds]);
}

/** On which clips something is done: those that are chosen, with the one under the cursor first. */
function chosenIds({ selection }: Pick<LibraryState, 'selection'>): readonly string[] {
  return [...selection.ids];
}

function clipEntries(
  { words: { t }, annotate, deeds }: Doing,
  state: LibraryState,
  { canReveal }: { readonly canReveal: boolean },
): readonly MenuEntry[] {
  const clipIds = chosenIds(state);
  const count = clipIds.length;
  const first = clipIds[0] ?? '';
  const cards = clipIds.slice(0, 200).flatMap((id) => findCard(state.pages, id) ?? []);
  const [isFailed, isWorking] = [
    cards.some((card) => card.stages.failed > 0 || card.state === 'failed' || card.state === 'quarantined'),
    cards.some((card) => card.state === 'working'),
  ];
  const single = (entries: readonly MenuEntry[]): readonly MenuEntry[] => (count === 1 ? entries : []);
  return [
    ...single([
      { kind: 'item', label: t('menu.open'), shortcut: 'Enter', onSelect: () => deeds.open(first) },
      { kind: 'item', label: t('menu.similar'), onSelect: () => deeds.similar(first) },
      { kind: 'separator' },
    ]),
    { kind: 'submenu', label: t('menu.rate'), entries: rateEntries(t, clipIds, annotate) },
    { kind: 'item', label: t('menu.addTags'), shortcut: 'T', onSelect: () => state.askField('tags') },
    ...single([
      { kind: 'item', label: t('menu.editNote'), shortcut: 'N', onSelect: () => state.askField('note') },
    ]),
    { kind: 'item', label: t('menu.markSeen'), onSelect: () => deeds.markSeen(clipIds) },
    { kind: 'separator' },
    ...(canReveal
      ? single([{ kind: 'item', label: t('menu.reveal'), onSelect: () => deeds.reveal(first) }])
      : []),
    { kind: 'item', label: t('menu.copyPath', { count }), onSelect: () => deeds.copyPaths(clipIds) },
    { kind: 'separator' },
    {
      kind: 'item',
      label: t('menu.workFirst'),
      isDisabled: !isWorking,
      onSelect: () => deeds.workFirst(clipIds),
    },
    { kind: 'item', label: t('menu.makeProxy'), onSelect: () => deeds.makeProxy(clipIds) },
    { kind: 'item', label: t('menu.retry'), isDisabled: !isFailed, onSelect: () => deeds.retry(clipIds) },
    {
      kind: 'item',
      label: t('menu.cancelWork'),
      isDisabled: !isWorking,
      onSelect: () => deeds.cancelWork(clipIds),
    },
  ];
}

function rateEntries(
  t: CardWords['t'],
  clipIds: readonly string[],
  annotate: Annotate,
): readonly MenuEntry[] {
  return [
    ...[5, 4, 3, 2, 1].map((rating) => ({
      kind: 'item' as const,
      label: t('stars', { count: rating }),
      icon: <Stars rating={1} sizePx={13} />,
      shortcut: String(rating),
      onSelect: () => annotate.rate(clipIds, rating),
    })),
    { kind: 'item', label: t('menu.noRating'), shortcut: '0', onSelect: () => annotate.rate(clipIds, null) },
  ];
}

function emptySpaceEntries(
  t: CardWords['t'],
  state: LibraryState,
  addFolder: () => void,
): readonly MenuEntry[] {
  return [
    { kind: 'item', label: t('menu.addFolder'), onSelect: addFolder },
    { kind: 'item', label: t('menu.selectAll'), shortcut: 'Ctrl+A', onSelect: state.selectAll },
    { kind: 'separator' },
    { kind: 'submenu', label: t('menu.sort'), entries: sortEntries(t, state) },
  ];
}

function sortEntries(t: CardWords['t'], { place, changeSort }: LibraryState): readonly MenuEntry[] {
  return sortKeys.map((by) => ({
    kind: 'check',
    label: t(`sortBy.${by}`),
    isChecked: place.sort.by === by,
    onToggle: () => changeSort({ by, direction: usualDirection(by) }),
  }));
}

/** What people look for first: the newest, the longest, the best; and names from A on. */
export function usualDirection(by: SortKey): 'ascending' | 'descending' {
  return by === 'name' ? 'ascending' : 'descending';
}
