/** The name of a collection while somebody writes it. Enter keeps it, Escape does not. */
import { type KeyboardEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Collection, longestCollectionName } from '../../../src-preload/contract/collections.ts';
import { useCollectionActions } from '../../stores/use-collections.ts';
import { useNotices } from '../../stores/use-stores.ts';
import styles from './collections.module.css';

interface RenameFieldProps {
  readonly collection: Collection;
  /** 'key': who wrote it goes on from there; 'elsewhere': is somewhere else already. */
  readonly onLeave: (how: 'key' | 'elsewhere') => void;
}

export function RenameField({ collection: { id, name }, onLeave }: RenameFieldProps) {
  const { t } = useTranslation('collections');
  const { rename } = useCollectionActions();
  const tellError = useNotices((state) => state.tellError);
  const [text, setText] = useState(name);
  const [state, setState] = useState<'written' | 'refused'>('written');
  // Enter and Escape take the field away, which leaves it once more.
  const isOver = useRef(false);
  const leave = (how: 'key' | 'elsewhere'): void => {
    if (isOver.current) return;
    isOver.current = true;
    onLeave(how);
  };
  const keep = async (how: 'key' | 'elsewhere'): Promise<void> => {
    const wanted = text.trim();
    if (isOver.current) return;
    try {
      if (wanted !== '' && wanted !== name) await rename(id, wanted);
      leave(how);
    } catch (thrown) {
      tellError(thrown);
      // It can be mended where it was written; nobody is there any more if it was left.
      if (how === 'key') setState('refused');
      else leave(how);
    }
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter') void keep('key');
    if (event.key === 'Escape') leave('key');
  };
  return (
    <input
      autoFocus
      className={styles['name']}
      value={text}
      maxLength={longestCollectionName}
      aria-label={t('rename', { name })}
      aria-invalid={state === 'refused'}
      onFocus={(event) => {
        event.currentTarget.select();
      }}
      onChange={(event) => {
        setText(event.target.value);
        setState('written');
      }}
      onKeyDown={onKeyDown}
      onBlur={() => void keep('elsewhere')}
    />
  );
}
