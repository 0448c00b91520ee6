import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef, useState } from 'react';
import type { DuplicateGroup } from '../../../src-preload/contract/commands/duplicates.ts';
import { groupKey } from '../../stores/duplicates-store-choices.ts';
import { CompareDialog, type Compared } from './compare-dialog.tsx';
import { useDuplicateWords } from './duplicate-words.ts';
import styles from './duplicates.module.css';
import { GroupCard } from './group-card.tsx';

/** Of a group with one row of clips; the real ones are measured. */
const usualHeightPx = 520;
const gapPx = 16;

/** Only groups on the screen, and one above and below, exist. */
export function GroupList({ groups }: { readonly groups: readonly DuplicateGroup[] }) {
  const { t } = useDuplicateWords();
  const scrollRef = useRef<HTMLDivElement>(null);
  const [compared, setCompared] = useState<Compared | null>(null);
  const virtualizer = useVirtualizer({
    count: groups.length,
    getScrollElement: () => scrollRef.current,
    estimateSize: () => usualHeightPx,
    getItemKey: (index) => {
      const group = groups[index];
      return group === undefined ? index : groupKey(group);
    },
    gap: gapPx,
    overscan: 1,
    paddingEnd: gapPx,
  });
  return (
    <div ref={scrollRef} className={styles['scroll']}>
      <ul
        aria-label={t('groups')}
        className={styles['groups']}
        style={{ height: virtualizer.getTotalSize() }}
      >
        {virtualizer.getVirtualItems().map(({ index, key, start }) => {
          const group = groups[index];
          return (
            group !== undefined && (
              <li
                key={key}
                ref={virtualizer.measureElement}
                data-index={index}
                aria-setsize={groups.length}
                aria-posinset={index + 1}
                style={{ transform: `translateY(${String(start)}px)` }}
              >
                <GroupCard group={group} onCompare={setCompared} />
              </li>
            )
          );
        })}
      </ul>
      {compared !== null && (
        <CompareDialog
          {...compared}
          onClose={() => {
            setCompared(null);
          }}
        />
      )}
    </div>
  );
}
