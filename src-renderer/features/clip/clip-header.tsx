import { ArrowLeft, ChevronLeft, ChevronRight, Ellipsis, PanelRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useClipView, useSession } from '../../stores/use-stores.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Menu, type MenuEntry } from '../../ui/menu.tsx';
import { StarRating } from '../../ui/star-rating.tsx';
import { AnalysisButton } from './analysis/analysis-button.tsx';
import { clipBadges, clipTrouble } from './clip-badges.ts';
import { useClip } from './clip-context.ts';
import styles from './clip-screen.module.css';
import type { ClipCommands } from './use-clip-commands.ts';
import type { Neighbours } from './use-neighbours.ts';

interface ClipHeaderProps {
  readonly commands: ClipCommands;
  readonly neighbours: Neighbours;
  readonly openNeighbour: (by: 1 | -1) => void;
  readonly actions: readonly MenuEntry[];
}

export function ClipHeader({ commands, neighbours, openNeighbour, actions }: ClipHeaderProps) {
  const { t } = useTranslation('clip');
  const panel = useClipView((state) => state.panel);
  const change = useClipView((state) => state.change);
  const origin = useSession((state) => state.origin.screen);
  const rating = useClip((state) => state.annotations?.rating ?? null);
  return (
    <header className={styles['header']}>
      <Button
        variant="quiet"
        icon={<ArrowLeft size={16} aria-hidden />}
        onClick={commands.leave}
        aria-keyshortcuts="Escape"
      >
        {origin === 'search' ? t('header.backToResults') : t('header.back')}
      </Button>
      <Name />
      <div className={styles['headerEnd']}>
        <AnalysisButton />
        <StarRating
          label={t('notes.rating')}
          rating={rating}
          starsLabel={(stars) => t('notes.stars', { count: stars })}
          onRate={commands.rate}
        />
        <IconButton
          label={t('header.previous')}
          shortcut="PageUp"
          icon={<ChevronLeft size={18} aria-hidden />}
          disabled={neighbours.previous === null}
          onClick={() => {
            openNeighbour(-1);
          }}
        />
        <IconButton
          label={t('header.next')}
          shortcut="PageDown"
          icon={<ChevronRight size={18} aria-hidden />}
          disabled={neighbours.next === null}
          onClick={() => {
            openNeighbour(1);
          }}
        />
        <Menu
          align="end"
          entries={actions}
          trigger={<IconButton label={t('header.actions')} icon={<Ellipsis size={18} aria-hidden />} />}
        />
        <IconButton
          label={panel === 'open' ? t('header.hidePanel') : t('header.showPanel')}
          isPressed={panel === 'open'}
          icon={<PanelRight size={16} aria-hidden />}
          onClick={() => {
            change({ panel: panel === 'open' ? 'closed' : 'open' });
          }}
        />
      </div>
    </header>
  );
}

function Name() {
  const { t, i18n } = useTranslation('clip');
  const info = useClip((state) => state.info);
  if (info === null) return <div className={styles['name']} />;
  const trouble = clipTrouble(info);
  return (
    <div className={styles['name']}>
      <h1 className="selectable" title={info.name}>
        {info.name}
      </h1>
      <ul className={styles['badges']} aria-label={t('header.badges')}>
        {clipBadges(info, i18n.language).map((badge) => (
          <li key={badge}>{badge}</li>
        ))}
        {trouble !== null && <li data-trouble={trouble}>{t(`header.troubles.${trouble}`)}</li>}
      </ul>
    </div>
  );
}
