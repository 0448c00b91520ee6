import { Autocomplete } from '@base-ui/react/autocomplete';
import { Plus, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useClient, useLibrary, useNotices } from '../../stores/use-stores.ts';
import floating from '../../ui/floating.module.css';
import type { SharedTag } from './selection-facts.ts';
import styles from './tag-editor.module.css';

interface TagEditorProps {
  readonly tags: readonly SharedTag[];
  /** How many clips are chosen. */
  readonly clips: number;
  readonly onAdd: (tag: string) => void;
  readonly onRemove: (tag: string) => void;
}

const longestTag = 60;

/** Tags of what is chosen: taken away, given to all, or added, with those in use as suggestions. */
export function TagEditor({ tags, clips, onAdd, onRemove }: TagEditorProps) {
  const { t } = useTranslation('library');
  return (
    <div className={styles['editor']}>
      {tags.length > 0 && (
        <ul className={styles['tags']}>
          {tags.map(({ name, on, clips: some }) => (
            <li
              key={name}
              className={[styles['tag'], on === 'some' && styles['some']].filter(Boolean).join(' ')}
            >
              <span
                title={on === 'some' ? t('details.someHave', { tag: name, some, all: clips }) : undefined}
              >
                {name}
              </span>
              {on === 'some' && (
                <button
                  type="button"
                  aria-label={t('details.giveToAll', { tag: name })}
                  title={t('details.giveToAll', { tag: name })}
                  onClick={() => {
                    onAdd(name);
                  }}
                >
                  <Plus size={12} aria-hidden />
                </button>
              )}
              <button
                type="button"
                aria-label={t('details.removeTag', { tag: name })}
                onClick={() => {
                  onRemove(name);
                }}
              >
                <X size={12} aria-hidden />
              </button>
            </li>
          ))}
        </ul>
      )}
      <TagField had={tags.flatMap(({ name, on }) => (on === 'all' ? [name] : []))} onAdd={onAdd} />
    </div>
  );
}

function TagField({
  had,
  onAdd,
}: {
  readonly had: readonly string[];
  readonly onAdd: (tag: string) => void;
}) {
  const { t } = useTranslation('library');
  const inputRef = useAskedFocus();
  const { known, readKnown } = useKnownTags();
  const [text, setText] = useState('');
  const add = (tag: string): void => {
    const name = tag.trim().slice(0, longestTag);
    if (name !== '') onAdd(name);
    setText('');
  };
  return (
    <Autocomplete.Root
      items={known.filter((name) => !had.includes(name))}
      value={text}
      onValueChange={(value, { reason }) => {
        if (reason === 'item-press') add(value);
        else setText(value);
      }}
      openOnInputClick
      limit={20}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          add(text);
        }}
      >
        <Autocomplete.Input
          ref={inputRef}
          className={styles['input']}
          aria-label={t('details.addTag')}
          placeholder={t('details.addTag')}
          maxLength={longestTag}
          onFocus={readKnown}
        />
      </form>
      <Autocomplete.Portal>
        <Autocomplete.Positioner className={floating['positioner']} sideOffset={4} collisionPadding={8}>
          <Autocomplete.Popup className={[floating['popup'], styles['popup']].join(' ')}>
            <Autocomplete.List>
              {(name: string) => (
                <Autocomplete.Item key={name} value={name} className={floating['item']}>
                  <span className={floating['itemText']}>{name}</span>
                </Autocomplete.Item>
              )}
            </Autocomplete.List>
          </Autocomplete.Popup>
        </Autocomplete.Positioner>
      </Autocomplete.Portal>
    </Autocomplete.Root>
  );
}

/** Puts the cursor into the field when somebody pressed T on a clip. */
function useAskedFocus() {
  const inputRef = useRef<HTMLInputElement>(null);
  const askedField = useLibrary((state) => state.askedField);
  const askField = useLibrary((state) => state.askField);
  useEffect(() => {
    if (askedField !== 'tags') return;
    inputRef.current?.focus();
    askField(null);
  }, [askedField, askField]);
  return inputRef;
}

function useKnownTags() {
  const client = useClient();
  const tellError = useNotices((state) => state.tellError);
  const [known, setKnown] = useState<readonly string[]>([]);
  const readKnown = (): void => {
    client.ask('annotations.tags', {}).then(({ tags }) => {
      setKnown(tags.map(({ name }) => name));
    }, tellError);
  };
  return { known, readKnown };
}
