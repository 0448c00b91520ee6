import type { ReactNode } from 'react';
import styles from './check-list.module.css';

interface CheckListProps {
  readonly label: string;
  /** 'one': radio buttons. */
  readonly kind?: 'many' | 'one';
  readonly items: readonly {
    readonly value: string;
    readonly label: ReactNode;
    /** At the end of the row: a count. */
    readonly detail?: string;
    readonly isChecked: boolean;
  }[];
  readonly onToggle: (value: string) => void;
}

/** Values to tick, with their counts. */
export function CheckList({ label, kind = 'many', items, onToggle }: CheckListProps) {
  return (
    <div role={kind === 'one' ? 'radiogroup' : 'group'} aria-label={label} className={styles['list']}>
      {items.map((item) => (
        <label key={item.value} className={styles['item']}>
          <input
            type={kind === 'one' ? 'radio' : 'checkbox'}
            name={kind === 'one' ? label : undefined}
            checked={item.isChecked}
            onChange={() => {
              onToggle(item.value);
            }}
          />
          <span className={styles['text']}>{item.label}</span>
          {item.detail !== undefined && <span className={styles['detail']}>{item.detail}</span>}
        </label>
      ))}
    </div>
  );
}
