import { ArrowDown, ArrowUp } from 'lucide-react';
import type { SortKey } from '../../../src-preload/contract/cards.ts';
import { useLibrary } from '../../stores/use-stores.ts';
import type { CardWords } from './card-words.ts';
import styles from './clip-list.module.css';
import { usualDirection } from './clip-menu.tsx';
import type { Column } from './list-columns.ts';

interface ClipListHeaderProps {
  readonly columns: readonly Column[];
  readonly template: string;
  readonly words: CardWords;
}

/** Names of the columns. Those that clips can be sorted by are buttons; a second press turns the order round. */
export function ClipListHeader({ columns, template, words: { t } }: ClipListHeaderProps) {
  const sort = useLibrary((state) => state.place.sort);
  const changeSort = useLibrary((state) => state.changeSort);
  const press = (by: SortKey): void => {
    const turned = sort.direction === 'ascending' ? 'descending' : 'ascending';
    changeSort({ by, direction: sort.by === by ? turned : usualDirection(by) });
  };
  const Arrow = sort.direction === 'ascending' ? ArrowUp : ArrowDown;
  return (
    <div role="row" aria-rowindex={1} className={styles['header']} style={{ gridTemplateColumns: template }}>
      {columns.map(({ id, sort: by, align }, column) => (
        <div
          key={id}
          role="columnheader"
          aria-colindex={column + 1}
          aria-sort={by === null ? undefined : sort.by === by ? sort.direction : 'none'}
          className={[styles['heading'], align === 'end' && styles['end']].filter(Boolean).join(' ')}
        >
          {by === null ? (
            t(`column.${id}`)
          ) : (
            <button
              type="button"
              onClick={() => {
                press(by);
              }}
            >
              {t(`column.${id}`)}
              {sort.by === by && <Arrow size={12} aria-hidden />}
            </button>
          )}
        </div>
      ))}
    </div>
  );
}
