import { Merge } from 'lucide-react';
import { useId, useMemo } from 'react';
import type { DuplicateGroup } from '../../../src-preload/contract/commands/duplicates.ts';
import { mergeRequest } from '../../stores/duplicates-store-choices.ts';
import { choiceIn } from '../../stores/duplicates-store.ts';
import { useDuplicates } from '../../stores/use-stores.ts';
import { Button } from '../../ui/button.tsx';
import { formatBytes } from '../../ui/format.ts';
import { ClipColumn } from './clip-column.tsx';
import type { Compared } from './compare-dialog.tsx';
import { useDuplicateWords } from './duplicate-words.ts';
import styles from './duplicates.module.css';
import { usePosters } from './use-posters.ts';

interface GroupCardProps {
  readonly group: DuplicateGroup;
  readonly onCompare: (compared: Compared) => void;
}

/** Clips that show the same, beside each other, and what is to become of them. */
export function GroupCard({ group, onCompare }: GroupCardProps) {
  const words = useDuplicateWords();
  const { t, language } = words;
  const titleId = useId();
  const choices = useDuplicates((state) => state.choices);
  const openMerge = useDuplicates((state) => state.openMerge);
  const choice = useMemo(() => choiceIn(choices, group), [choices, group]);
  const posters = usePosters(group.clips.map(({ id }) => id));
  const kept = group.clips.find(({ id }) => id === choice.keepId);
  const request = mergeRequest(group, choice);
  const files = group.clips.flatMap((clip) => clip.files).filter(({ state }) => state === 'present');
  const count = group.kind === 'exact' ? files.length : group.clips.length;
  return (
    <section aria-labelledby={titleId} className={styles['group']}>
      <header className={styles['groupHead']}>
        <h2 id={titleId}>{t(`groupTitle.${group.kind}`, { count })}</h2>
        {group.reclaimableBytes > 0 && (
          <span className={styles['hint']}>
            {t('couldBeFree', { size: formatBytes(group.reclaimableBytes, language) })}
          </span>
        )}
        <Button
          icon={<Merge size={16} aria-hidden />}
          disabled={request === null}
          onClick={() => {
            if (request !== null) void openMerge(request);
          }}
        >
          {t('merge')}
        </Button>
      </header>
      <div className={styles['clips']}>
        {kept !== undefined &&
          group.clips.map((clip) => (
            <ClipColumn
              key={clip.id}
              {...{ group, clip, kept, choice, words, onCompare }}
              poster={posters.get(clip.id) ?? null}
            />
          ))}
      </div>
    </section>
  );
}
