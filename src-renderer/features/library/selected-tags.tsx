import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Card } from '../../../src-preload/contract/cards.ts';
import { useLibrary } from '../../stores/use-stores.ts';
import { useTagsInUse } from '../../stores/use-tags-in-use.ts';
import { TagsEditor } from '../../ui/tags-editor.tsx';
import { sharedTags } from './selection-facts.ts';

interface SelectedTagsProps {
  readonly cards: readonly Card[];
  readonly onAdd: (tag: string) => void;
  readonly onRemove: (tag: string) => void;
}

/** Tags of the clips that are chosen. */
export function SelectedTags({ cards, onAdd, onRemove }: SelectedTagsProps) {
  const { t } = useTranslation('library');
  const { names, read } = useTagsInUse();
  const fieldRef = useAskedFocus();
  const tags = sharedTags(cards);
  return (
    <TagsEditor
      label={t('details.tags')}
      fieldLabel={t('details.addTag')}
      placeholder={t('details.addTag')}
      tags={tags}
      suggestions={names}
      removeLabel={(tag) => t('details.removeTag', { tag })}
      some={{
        giveToAllLabel: (tag) => t('details.giveToAll', { tag }),
        title: (tag) => {
          const some = tags.find(({ name }) => name === tag)?.clips ?? 0;
          return t('details.someHave', { tag, some, all: cards.length });
        },
      }}
      fieldRef={fieldRef}
      onEnter={read}
      onAdd={onAdd}
      onRemove={onRemove}
    />
  );
}

/** Puts the cursor into the field when somebody pressed T on a clip. */
function useAskedFocus() {
  const fieldRef = useRef<HTMLInputElement>(null);
  const askedField = useLibrary((state) => state.askedField);
  const askField = useLibrary((state) => state.askField);
  useEffect(() => {
    if (askedField !== 'tags') return;
    fieldRef.current?.focus();
    askField(null);
  }, [askedField, askField]);
  return fieldRef;
}
