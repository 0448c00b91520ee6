import { FilterX, FolderPlus, TriangleAlert } from 'lucide-react';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { isFiltered } from '../../stores/library-place.ts';
import { useLibrary, useNotices, useSession, useStores } from '../../stores/use-stores.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ClipGrid } from './clip-grid.tsx';
import { ClipList } from './clip-list.tsx';
import { FilterBar } from './filter-bar.tsx';
import { Inspector } from './inspector.tsx';
import styles from './library-screen.module.css';
import { SideBar } from './side-bar.tsx';
import { ToolBar } from './tool-bar.tsx';
import { useInspector } from './use-inspector.ts';

interface LibraryScreenProps {
  /** Smart collections, at the side. */
  readonly collections: ReactNode;
}

/** All clips of the library: found, looked at, chosen, rated. */
export function LibraryScreen({ collections }: LibraryScreenProps) {
  const isSideOpen = useLibrary((state) => state.place.sidebar === 'open');
  const isInspectorOpen = useInspector() === 'open';
  useLeaving();
  useFailures();
  return (
    <div className={styles['screen']}>
      {isSideOpen && <SideBar collections={collections} />}
      <div className={styles['middle']}>
        <ToolBar />
        <FilterBar />
        <div className={styles['clips']}>
          <Clips />
        </div>
      </div>
      {isInspectorOpen && <Inspector />}
    </div>
  );
}

function Clips() {
  const phase = useLibrary((state) => state.phase);
  const total = useLibrary((state) => state.total);
  const view = useLibrary((state) => state.place.view);
  if (phase === 'failed') return <Unreadable />;
  if (phase === 'ready' && total === 0) return <NoClips />;
  return view === 'grid' ? <ClipGrid /> : <ClipList />;
}

function NoClips() {
  const { t } = useTranslation('library');
  const isNarrowed = useLibrary((state) => isFiltered(state.place.filter));
  const clearFilter = useLibrary((state) => state.clearFilter);
  const openDialog = useSession((state) => state.openDialog);
  if (isNarrowed)
    return (
      <EmptyState
        icon={<FilterX size={28} aria-hidden />}
        title={t('empty.filteredTitle')}
        text={t('empty.filteredText')}
      >
        <Button onClick={clearFilter}>{t('filter.clear')}</Button>
      </EmptyState>
    );
  return (
    <EmptyState icon={<FolderPlus size={28} aria-hidden />} title={t('empty.title')} text={t('empty.text')}>
      <Button
        variant="primary"
        onClick={() => {
          openDialog('add-folder');
        }}
      >
        {t('empty.addFolder')}
      </Button>
    </EmptyState>
  );
}

function Unreadable() {
  const { t } = useTranslation(['library', 'shell']);
  const failure = useLibrary((state) => state.failure);
  const startAnew = useLibrary((state) => state.startAnew);
  const text = failure === null ? undefined : `${failure.message}. ${failure.remedy}`;
  return (
    <EmptyState icon={<TriangleAlert size={28} aria-hidden />} title={t('empty.failedTitle')} text={text}>
      <Button onClick={() => void startAnew()}>{t('shell:retry')}</Button>
    </EmptyState>
  );
}

/** What was worked on first because it was on the screen is put back when the screen is left. */
function useLeaving(): void {
  const { library, session } = useStores();
  useEffect(
    () => () => {
      const { route } = session.getState();
      library.getState().leave(route.screen === 'clip' ? route.clipId : null);
    },
    [library, session],
  );
}

/** What could not be read while the rest stands. That the engine is away is told elsewhere. */
function useFailures(): void {
  const failure = useLibrary((state) => (state.phase === 'ready' ? state.failure : null));
  const tellFailure = useNotices((state) => state.tellFailure);
  useEffect(() => {
    if (failure !== null && failure.code !== 'engine-unavailable') tellFailure(failure);
  }, [failure, tellFailure]);
}
