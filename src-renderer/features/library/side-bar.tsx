import { CircleAlert, Clapperboard, Sparkle, Unplug } from 'lucide-react';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClipFilter } from '../../../src-preload/contract/cards.ts';
import { useLibrary } from '../../stores/use-stores.ts';
import { formatNumber } from '../../ui/format.ts';
import { FolderTree } from './folder-tree.tsx';
import styles from './side-bar.module.css';

/** What the side bar's own choices set; the other filters stay as they are. */
const everywhere = {
  place: null,
  states: [],
  opened: 'any',
  tags: [],
} as const satisfies Partial<ClipFilter>;
const failedStates = ['failed', 'quarantined'] as const;

/** Where clips are, and what they are called: one press narrows the library down to it. */
export function SideBar({ collections }: { readonly collections: ReactNode }) {
  const { t } = useTranslation('library');
  const watch = useLibrary((state) => state.watch);
  useEffect(() => watch('overview'), [watch]);
  return (
    <nav aria-label={t('sidebar')} className={styles['bar']}>
      <LibrarySection />
      {collections}
      <FolderTree />
      <TagSection />
    </nav>
  );
}

function LibrarySection() {
  const { t } = useTranslation('library');
  const filter = useLibrary((state) => state.place.filter);
  const overview = useLibrary((state) => state.overview);
  const changeFilter = useLibrary((state) => state.changeFilter);
  const clipsIn = (states: readonly string[]): number =>
    (overview?.states ?? []).reduce(
      (sum, { value, clips }) => (states.includes(value) ? sum + clips : sum),
      0,
    );
  const isNarrowed = filter.place !== null || filter.tags.length > 0;
  const isOnly = (states: readonly string[], opened: ClipFilter['opened']): boolean =>
    !isNarrowed && filter.opened === opened && filter.states.join() === states.join();
  const [failed, offline] = [clipsIn(failedStates), clipsIn(['missing'])];
  return (
    <section className={styles['section']}>
      <ul>
        <Row
          icon={<Clapperboard size={15} aria-hidden />}
          label={t('side.all')}
          count={overview?.total}
          isChosen={isOnly([], 'any')}
          onChoose={() => changeFilter(everywhere)}
        />
        <Row
          icon={<Sparkle size={15} aria-hidden />}
          label={t('side.new')}
          count={overview?.new}
          isChosen={isOnly([], 'new')}
          onChoose={() => changeFilter({ ...everywhere, opened: 'new' })}
        />
        <Row
          icon={<CircleAlert size={15} aria-hidden />}
          label={t('side.failed')}
          count={failed}
          tone={failed > 0 ? 'bad' : 'plain'}
          isChosen={isOnly(failedStates, 'any')}
          onChoose={() => changeFilter({ ...everywhere, states: [...failedStates] })}
        />
        <Row
          icon={<Unplug size={15} aria-hidden />}
          label={t('side.offline')}
          count={offline}
          isChosen={isOnly(['missing'], 'any')}
          onChoose={() => changeFilter({ ...everywhere, states: ['missing'] })}
        />
      </ul>
    </section>
  );
}

function TagSection() {
  const { t } = useTranslation('library');
  const chosen = useLibrary((state) => state.place.filter.tags);
  const tags = useLibrary((state) => state.overview?.tags);
  const changeFilter = useLibrary((state) => state.changeFilter);
  return (
    <section className={styles['section']}>
      <h2>{t('side.tags')}</h2>
      {tags?.length === 0 && <p className={styles['hint']}>{t('side.noTags')}</p>}
      <ul>
        {(tags ?? []).map(({ value, clips }) => {
          const isChosen = chosen.includes(value);
          return (
            <Row
              key={value}
              label={value}
              count={clips}
              isChosen={isChosen}
              onChoose={() => changeFilter({ tags: isChosen ? [] : [value] })}
            />
          );
        })}
      </ul>
    </section>
  );
}

interface RowProps {
  readonly icon?: ReactNode;
  readonly label: string;
  readonly count: number | undefined;
  readonly tone?: 'plain' | 'bad';
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}

function Row({ icon, label, count, tone = 'plain', isChosen, onChoose }: RowProps) {
  const { i18n } = useTranslation();
  return (
    <li>
      <button
        type="button"
        className={styles['row']}
        aria-current={isChosen ? 'true' : undefined}
        onClick={onChoose}
      >
        {icon}
        <span className={styles['label']}>{label}</span>
        {count !== undefined && (
          <span className={[styles['figure'], tone === 'bad' && styles['bad']].filter(Boolean).join(' ')}>
            {formatNumber(count, i18n.language)}
          </span>
        )}
      </button>
    </li>
  );
}
