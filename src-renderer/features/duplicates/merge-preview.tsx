import type { MergePreview as Preview } from '../../stores/duplicates-store-choices.ts';
import type { FileWish } from '../../stores/duplicates-store-merging.ts';
import { Checkbox } from '../../ui/checkbox.tsx';
import { formatBytes } from '../../ui/format.ts';
import { Tags } from './clip-column.tsx';
import { type DuplicateWords, ratingWords } from './duplicate-words.ts';
import styles from './merge.module.css';

interface MergePreviewProps {
  readonly preview: Preview;
  readonly wish: FileWish;
  readonly onWish: (wish: FileWish) => void;
  readonly words: DuplicateWords;
}

export function MergePreview(props: MergePreviewProps) {
  const { keep } = props.preview;
  const { t } = props.words;
  return (
    <>
      <section className={styles['part']}>
        <h3>{t('merging.will')}</h3>
        {keep.path !== null && <p className={[styles['path'], 'selectable'].join(' ')}>{keep.path}</p>}
        <dl className={styles['said']}>
          <div>
            <dt>{t('facts.tags')}</dt>
            <dd>{keep.tags.length === 0 ? t('noTags') : <Tags tags={keep.tags} />}</dd>
          </div>
          <div>
            <dt>{t('facts.rating')}</dt>
            <dd>{ratingWords(keep.rating, props.words)}</dd>
          </div>
          <div>
            <dt>{t('facts.note')}</dt>
            <dd className={styles['note']}>{keep.note === '' ? t('merging.noNote') : keep.note}</dd>
          </div>
        </dl>
      </section>
      <section className={styles['part']}>
        <h3>{t('merging.trashTitle')}</h3>
        <Trash {...props} />
      </section>
    </>
  );
}

function Trash({ preview, wish, onWish, words: { t, language } }: MergePreviewProps) {
  const { files, freedBytes, trash } = preview;
  const count = files.filter(({ stays }) => stays === null).length;
  const stateOf = ({ stays }: Preview['files'][number]): string => {
    if (stays !== null) return t('merging.stays', { reason: t(`merging.why.${stays}`) });
    if (trash === 'kept-is-not-there') return '';
    return t(wish === 'trash-files' ? 'merging.goes' : 'merging.wouldGo');
  };
  return (
    <>
      {trash === 'possible' ? (
        <>
          <Checkbox
            label={t('merging.trash', { count, size: formatBytes(freedBytes, language) })}
            state={wish === 'trash-files' ? 'on' : 'off'}
            onChange={(isOn) => {
              onWish(isOn ? 'trash-files' : 'leave-files');
            }}
          />
          <p className={styles['hint']}>
            {t('merging.untouched')} {t('merging.trashText')}
          </p>
        </>
      ) : (
        <p>{t(trash === 'kept-is-not-there' ? 'merging.keptGone' : 'merging.nothingToMove')}</p>
      )}
      {files.length > 0 && (
        // Scrolled with the keys, so it can be reached by them.
        <ul aria-label={t('merging.trashTitle')} tabIndex={0} className={styles['files']}>
          {files.map((file) => (
            <li key={file.path} data-state={file.stays === null ? wish : 'stays'}>
              <span className="selectable">{file.path}</span>
              <span className="figures">{formatBytes(file.sizeBytes, language)}</span>
              <span>{stateOf(file)}</span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
