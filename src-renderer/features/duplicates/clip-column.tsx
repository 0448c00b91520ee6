import { Columns2, Film } from 'lucide-react';
import { useId } from 'react';
import type { DuplicateClip, DuplicateGroup } from '../../../src-preload/contract/commands/duplicates.ts';
import { groupKey, type MergeChoice, relationTo } from '../../stores/duplicates-store-choices.ts';
import { useDuplicates, useSession } from '../../stores/use-stores.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import type { Compared } from './compare-dialog.tsx';
import {
  clipFacts,
  type DuplicateWords,
  ratingWords,
  relationText,
  suggestionText,
} from './duplicate-words.ts';
import styles from './duplicates.module.css';

interface ClipColumnProps {
  readonly group: DuplicateGroup;
  readonly clip: DuplicateClip;
  /** The clip of the group that is to be kept. */
  readonly kept: DuplicateClip;
  readonly choice: MergeChoice;
  /** Address of its picture; null: it has none. */
  readonly poster: string | null;
  readonly words: DuplicateWords;
  readonly onCompare: (compared: Compared) => void;
}

export function ClipColumn(props: ClipColumnProps) {
  const { group, clip, kept, poster, words } = props;
  const navigate = useSession((state) => state.navigate);
  const nameId = useId();
  const isKept = clip.id === kept.id;
  return (
    <div role="group" aria-labelledby={nameId} className={styles['clip']} data-kept={isKept ? '' : undefined}>
      <div className={styles['picture']}>
        {poster === null ? (
          <Film size={22} aria-hidden />
        ) : (
          <img src={poster} alt="" loading="lazy" decoding="async" draggable={false} />
        )}
        {clip.id === group.keep.clipId && group.clips.length > 1 && (
          <span className={styles['badge']}>{words.t('suggested')}</span>
        )}
      </div>
      <div className={styles['about']}>
        <button
          type="button"
          id={nameId}
          className={styles['name']}
          onClick={() => {
            navigate({ screen: 'clip', clipId: clip.id });
          }}
        >
          {clip.name}
        </button>
        <Files clip={clip} words={words} />
        <p className={styles['relation']}>{relationWords(props)}</p>
        {clip.id === group.keep.clipId && group.clips.length > 1 && (
          <p className={styles['suggestion']}>{suggestionText(group, words)}</p>
        )}
        <Facts clip={clip} words={words} />
        {group.clips.length > 1 && <Choice {...props} />}
      </div>
    </div>
  );
}

function relationWords({ group, clip, kept, words }: ClipColumnProps): string {
  const { t } = words;
  if (group.kind === 'exact') return t('relation.bytes');
  if (clip.id === kept.id) return t('relation.reference');
  return relationText(relationTo(group, kept.id, clip.id), { clip, reference: kept }, words);
}

function Files({ clip: { files }, words: { t } }: Pick<ClipColumnProps, 'clip' | 'words'>) {
  if (files.length === 0) return <p className={styles['path']}>{t('noPath')}</p>;
  return (
    <ul aria-label={t('files')}>
      {files.map(({ path, state }) => (
        <li key={path} className={[styles['path'], 'selectable'].join(' ')} data-state={state} title={path}>
          {path}
          {state === 'missing' && <em> ({t('fileMissing')})</em>}
        </li>
      ))}
    </ul>
  );
}

function Facts({ clip, words }: Pick<ClipColumnProps, 'clip' | 'words'>) {
  const { t } = words;
  const { rating, tags, noteState } = clip;
  return (
    <dl className={styles['facts']}>
      {clipFacts(clip, words).map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className="figures">{value}</dd>
        </div>
      ))}
      <div>
        <dt>{t('facts.rating')}</dt>
        <dd>{ratingWords(rating, words)}</dd>
      </div>
      <div>
        <dt>{t('facts.tags')}</dt>
        <dd>{tags.length === 0 ? t('noTags') : <Tags tags={tags} />}</dd>
      </div>
      {noteState === 'written' && (
        <div>
          <dt>{t('facts.note')}</dt>
          <dd>{t('noteWritten')}</dd>
        </div>
      )}
    </dl>
  );
}

export function Tags({ tags }: { readonly tags: readonly string[] }) {
  return (
    <ul className={styles['tags']}>
      {tags.map((tag) => (
        <li key={tag}>{tag}</li>
      ))}
    </ul>
  );
}

function Choice({ group, clip, kept, choice, words: { t }, onCompare }: ClipColumnProps) {
  const keep = useDuplicates((state) => state.keep);
  const take = useDuplicates((state) => state.take);
  const isKept = clip.id === kept.id;
  return (
    <div className={styles['choice']}>
      <label className={styles['radio']}>
        <input
          type="radio"
          name={groupKey(group)}
          checked={isKept}
          onChange={() => {
            keep(group, clip.id);
          }}
        />
        {t('keepThis')}
      </label>
      {!isKept && (
        <>
          <Checkbox
            label={t('mergeThis')}
            state={choice.otherIds.has(clip.id) ? 'on' : 'off'}
            onChange={(isOn) => {
              take(group, clip.id, isOn ? 'in' : 'out');
            }}
          />
          {group.kind === 'near' && (
            <Button
              icon={<Columns2 size={16} aria-hidden />}
              onClick={() => {
                onCompare({ group, kept, other: clip });
              }}
            >
              {t('compare')}
            </Button>
          )}
        </>
      )}
    </div>
  );
}
