import {
  ArrowDownNarrowWide,
  ArrowUpNarrowWide,
  LayoutGrid,
  List,
  PanelLeft,
  PanelRight,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { sortKeys } from '../../../src-preload/contract/cards.ts';
import { cardWidthRange, isFiltered } from '../../stores/library-place.ts';
import { useActivity, useLibrary } from '../../stores/use-stores.ts';
import { IconButton } from '../../ui/button.tsx';
import { formatNumber } from '../../ui/format.ts';
import { Segmented } from '../../ui/segmented.tsx';
import { Select } from '../../ui/select.tsx';
import { Slider } from '../../ui/slider.tsx';
import { usualDirection } from './clip-menu.tsx';
import styles from './tool-bar.module.css';
import { useInspector } from './use-inspector.ts';

/** How many there are, in which order, and how large. */
export function ToolBar() {
  const { t } = useTranslation('library');
  const isSideOpen = useLibrary((state) => state.place.sidebar === 'open');
  const isInspectorOpen = useInspector() === 'open';
  const changeView = useLibrary((state) => state.changeView);
  const setInspector = useLibrary((state) => state.setInspector);
  return (
    <div role="toolbar" aria-label={t('toolbar')} className={styles['bar']}>
      <IconButton
        label={isSideOpen ? t('hideSidebar') : t('showSidebar')}
        icon={<PanelLeft size={17} aria-hidden />}
        isPressed={isSideOpen}
        onClick={() => {
          changeView({ sidebar: isSideOpen ? 'closed' : 'open' });
        }}
      />
      <Count />
      <span className={styles['space']} />
      <SortControls />
      <ViewControls />
      <IconButton
        label={isInspectorOpen ? t('hideInspector') : t('showInspector')}
        icon={<PanelRight size={17} aria-hidden />}
        isPressed={isInspectorOpen}
        onClick={() => {
          setInspector(isInspectorOpen ? 'closed' : 'open');
        }}
      />
    </div>
  );
}

function Count() {
  const { t, i18n } = useTranslation('library');
  const shown = useLibrary((state) => state.total);
  const isNarrowed = useLibrary((state) => isFiltered(state.place.filter));
  const chosen = useLibrary((state) => state.selection.ids.size);
  const all = useActivity((state) => state.status?.clips ?? null);
  const figure = (value: number): string => formatNumber(value, i18n.language);
  const count = { count: all ?? shown, total: figure(isNarrowed ? (all ?? shown) : shown) };
  return (
    <p role="status" className={styles['count']}>
      <span>
        {isNarrowed && all !== null
          ? t('countSome', { shown: figure(shown), total: figure(all) })
          : t('countAll', { ...count, count: shown })}
      </span>
      {chosen > 0 && (
        <span className={styles['chosen']}>
          {t('countChosen', { count: chosen, number: figure(chosen) })}
        </span>
      )}
    </p>
  );
}

function SortControls() {
  const { t } = useTranslation('library');
  const { by, direction } = useLibrary((state) => state.place.sort);
  const changeSort = useLibrary((state) => state.changeSort);
  const isAscending = direction === 'ascending';
  const Icon = isAscending ? ArrowUpNarrowWide : ArrowDownNarrowWide;
  return (
    <span className={styles['group']}>
      <Select
        label={t('sort')}
        value={by}
        options={sortKeys.map((value) => ({ value, label: t(`sortBy.${value}`) }))}
        onChange={(value) => {
          changeSort({ by: value, direction: usualDirection(value) });
        }}
      />
      <IconButton
        label={isAscending ? t('ascending') : t('descending')}
        icon={<Icon size={17} aria-hidden />}
        onClick={() => {
          changeSort({ by, direction: isAscending ? 'descending' : 'ascending' });
        }}
      />
    </span>
  );
}

function ViewControls() {
  const { t } = useTranslation('library');
  const { view, cardWidthPx } = useLibrary((state) => state.place);
  const changeView = useLibrary((state) => state.changeView);
  return (
    <span className={styles['group']}>
      {view === 'grid' && (
        <span className={styles['zoom']}>
          <Slider
            label={t('cardSize')}
            value={cardWidthPx}
            min={cardWidthRange.leastPx}
            max={cardWidthRange.mostPx}
            step={4}
            valueText={(width) => t('cardSizeValue', { width })}
            onChange={(width) => {
              changeView({ cardWidthPx: width });
            }}
          />
        </span>
      )}
      <Segmented
        label={t('view')}
        value={view}
        options={[
          { value: 'grid', label: t('grid'), icon: <LayoutGrid size={15} aria-hidden /> },
          { value: 'list', label: t('list'), icon: <List size={16} aria-hidden /> },
        ]}
        onChange={(chosen) => {
          changeView({ view: chosen });
        }}
      />
    </span>
  );
}
