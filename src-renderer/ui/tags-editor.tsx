import { Autocomplete } from '@base-ui/react/autocomplete';
import { useState } from 'react';
import { RemovableChip } from './chip.tsx';
import floating from './floating.module.css';
import styles from './tags-editor.module.css';

interface TagsEditorProps {
  readonly label: string;
  readonly placeholder: string;
  readonly tags: readonly string[];
  /** Tags that there are already; those that are set are not offered. */
  readonly suggestions: readonly string[];
  readonly removeLabel: (tag: string) => string;
  readonly onAdd: (tag: string) => void;
  readonly onRemove: (tag: string) => void;
}

const longestTag = 60;
const mostOffered = 8;

/** Tags as chips, and a field that offers those in use. Enter or a comma adds; Backspace in the empty field takes the last. */
export function TagsEditor(props: TagsEditorProps) {
  const { label, placeholder, tags, suggestions, removeLabel, onAdd, onRemove } = props;
  const [text, setText] = useState('');
  const has = (tag: string): boolean => tags.some((other) => other.toLowerCase() === tag.toLowerCase());
  const add = (raw: string): void => {
    const tag = raw.trim().slice(0, longestTag);
    setText('');
    if (tag !== '' && !has(tag)) onAdd(tag);
  };
  const words = text.trim().toLowerCase();
  const offered = suggestions
    .filter((tag) => !has(tag) && tag.toLowerCase().includes(words))
    .slice(0, mostOffered);

  return (
    <div className={styles['editor']}>
      {tags.length > 0 && (
        <ul className={styles['tags']} aria-label={label}>
          {tags.map((tag) => (
            <li key={tag}>
              <RemovableChip
                text={tag}
                removeLabel={removeLabel(tag)}
                onRemove={() => {
                  onRemove(tag);
                }}
              />
            </li>
          ))}
        </ul>
      )}
      <Autocomplete.Root
        items={offered}
        mode="none"
        openOnInputClick
        value={text}
        onValueChange={(value, { reason }) => {
          if (reason === 'item-press') add(value);
          else if (value.endsWith(',')) add(value.slice(0, -1));
          else setText(value);
        }}
      >
        <Autocomplete.Input
          className={styles['input']}
          aria-label={label}
          placeholder={placeholder}
          maxLength={longestTag}
          onKeyDown={(event) => {
            const isChoosing = event.currentTarget.getAttribute('aria-activedescendant') !== null;
            if (event.key === 'Enter' && !isChoosing) add(text);
            const last = tags.at(-1);
            if (event.key === 'Backspace' && text === '' && last !== undefined) onRemove(last);
          }}
        />
        {offered.length > 0 && (
          <Autocomplete.Portal>
            <Autocomplete.Positioner className={floating['positioner']} sideOffset={4} collisionPadding={8}>
              <Autocomplete.Popup className={floating['popup']}>
                <Autocomplete.List>
                  {(tag: string) => (
                    <Autocomplete.Item key={tag} value={tag} className={floating['item']}>
                      {tag}
                    </Autocomplete.Item>
                  )}
                </Autocomplete.List>
              </Autocomplete.Popup>
            </Autocomplete.Positioner>
          </Autocomplete.Portal>
        )}
      </Autocomplete.Root>
    </div>
  );
}
