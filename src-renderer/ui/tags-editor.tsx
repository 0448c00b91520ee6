import { Autocomplete } from '@base-ui/react/autocomplete';
import { Plus, X } from 'lucide-react';
import { type Ref, useState } from 'react';
import floating from './floating.module.css';
import styles from './tags-editor.module.css';

interface EditedTag {
  readonly name: string;
  /** Whether all have it of what is edited, or only some. */
  readonly on: 'all' | 'some';
}

interface TagsEditorProps {
  readonly label: string;
  readonly fieldLabel: string;
  readonly placeholder: string;
  readonly tags: readonly EditedTag[];
  /** Tags that there are already; those that all have are not offered. */
  readonly suggestions: readonly string[];
  readonly removeLabel: (tag: string) => string;
  /** For tags that only some have; needed where several things are edited at once. */
  readonly some?: SomeTexts;
  readonly fieldRef?: Ref<HTMLInputElement>;
  /** The field has the focus: the time to read the suggestions. */
  readonly onEnter: () => void;
  readonly onAdd: (tag: string) => void;
  readonly onRemove: (tag: string) => void;
}

interface SomeTexts {
  readonly giveToAllLabel: (tag: string) => string;
  /** Shown under the pointer: how many have it. */
  readonly title: (tag: string) => string;
}

const longestTag = 60;
const mostOffered = 20;

/** Tags to be taken away, given to all, or added, with those in use as suggestions. */
export function TagsEditor(props: TagsEditorProps) {
  const { label, tags } = props;
  return (
    <div className={styles['editor']}>
      {tags.length > 0 && (
        <ul className={styles['tags']} aria-label={label}>
          {tags.map((tag) => (
            <TagItem key={tag.name} tag={tag} {...props} />
          ))}
        </ul>
      )}
      <TagField {...props} />
    </div>
  );
}

function TagItem({
  tag: { name, on },
  some,
  removeLabel,
  onAdd,
  onRemove,
}: TagsEditorProps & { readonly tag: EditedTag }) {
  const partly = on === 'some' ? some : undefined;
  return (
    <li className={styles['tag']} data-on={on}>
      <span title={partly?.title(name)}>{name}</span>
      {partly !== undefined && (
        <button
          type="button"
          aria-label={partly.giveToAllLabel(name)}
          title={partly.giveToAllLabel(name)}
          onClick={() => {
            onAdd(name);
          }}
        >
          <Plus size={12} aria-hidden />
        </button>
      )}
      <button
        type="button"
        aria-label={removeLabel(name)}
        onClick={() => {
          onRemove(name);
        }}
      >
        <X size={12} aria-hidden />
      </button>
    </li>
  );
}

/** Enter or a comma adds; Backspace in the empty field takes the last tag. */
function TagField(props: TagsEditorProps) {
  const { fieldLabel, placeholder, tags, suggestions, fieldRef, onEnter, onAdd, onRemove } = props;
  const [text, setText] = useState('');
  const [popup, setPopup] = useState<'open' | 'closed'>('closed');
  const { contains } = Autocomplete.useFilter({ sensitivity: 'base' });
  const offered = suggestions
    .filter((name) => !hasAlready(tags, name) && contains(name, text))
    .slice(0, mostOffered);
  // Open without anything to offer, it would be unseen, and still want its Escape.
  const isOpen = popup === 'open' && offered.length > 0;
  const add = (written: string): void => {
    const name = written.trim().slice(0, longestTag);
    if (name !== '' && !hasAlready(tags, name)) onAdd(name);
  };
  return (
    <Autocomplete.Root
      items={offered}
      filter={null}
      open={isOpen}
      onOpenChange={(opens) => {
        setPopup(opens ? 'open' : 'closed');
      }}
      value={text}
      onValueChange={(value, { reason }) => {
        const parts = reason === 'item-press' ? [value, ''] : value.split(',');
        for (const part of parts.slice(0, -1)) add(part);
        setText(parts.at(-1) ?? '');
      }}
      openOnInputClick
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          add(text);
          setText('');
        }}
      >
        <Autocomplete.Input
          ref={fieldRef}
          className={styles['input']}
          aria-label={fieldLabel}
          placeholder={placeholder}
          maxLength={longestTag}
          onFocus={onEnter}
          onKeyDown={(event) => {
            if (event.key === 'Escape' && !isOpen) {
              // After a suggestion was taken, the part would keep this Escape from what is around it.
              event.preventBaseUIHandler();
              setText('');
            }
            const last = tags.at(-1);
            // Held down to empty the field, it takes no tag along.
            if (event.key !== 'Backspace' || event.repeat || text !== '' || last?.on !== 'all') return;
            onRemove(last.name);
          }}
        />
      </form>
      <Offered />
    </Autocomplete.Root>
  );
}

function Offered() {
  return (
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
  );
}

function hasAlready(tags: readonly EditedTag[], name: string): boolean {
  return tags.some((tag) => tag.on === 'all' && tag.name.toLowerCase() === name.toLowerCase());
}
