import { Layers, MoveHorizontal, ZoomIn, ZoomOut } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useClipView } from '../../../stores/use-stores.ts';
import { IconButton } from '../../../ui/button.tsx';
import { formatNumber } from '../../../ui/format.ts';
import { Menu, type MenuEntry } from '../../../ui/menu.tsx';
import { Slider } from '../../../ui/slider.tsx';
import { useClipScope, useTimelineView } from '../clip-context.ts';
import { isLaneShown, lanes } from './lanes.ts';
import { zoomOf } from './time-scale.ts';
import styles from './timeline.module.css';
import { useLaneSources } from './use-lane-data.ts';

const zoomStep = 1.6;
const sliderSteps = 100;

/** Zoom and choice of lanes. */
export function TimelineControls() {
  const { t, i18n } = useTranslation('clip');
  const { transport, view } = useClipScope();
  const zoom = useTimelineView(({ scale }) => (scale === null ? 1 : zoomOf(scale)));
  const entries = useLaneEntries();
  // By equal factors, so that each step looks like the one before.
  const range = Math.log(Math.max(1.0001, view.mostZoom));
  const by = (factor: number) => () => {
    view.zoomAtTime(factor, transport.store.getState().timeSec);
  };
  return (
    <div className={styles['controls']}>
      <IconButton
        label={t('timeline.zoomOut')}
        shortcut="-"
        icon={<ZoomOut size={16} aria-hidden />}
        onClick={by(1 / zoomStep)}
      />
      <div className={styles['zoomSlider']}>
        <Slider
          label={t('timeline.zoom')}
          value={Math.round((Math.log(zoom) / range) * sliderSteps)}
          min={0}
          max={sliderSteps}
          widthPx={80}
          onChange={(step) => {
            const wanted = Math.exp((step / sliderSteps) * range);
            view.zoomAtTime(wanted / zoom, transport.store.getState().timeSec);
          }}
          valueText={(step) => `${formatNumber(Math.exp((step / sliderSteps) * range), i18n.language, 1)}×`}
        />
      </div>
      <IconButton
        label={t('timeline.zoomIn')}
        shortcut="+"
        icon={<ZoomIn size={16} aria-hidden />}
        onClick={by(zoomStep)}
      />
      <IconButton
        label={t('timeline.fit')}
        shortcut="Z"
        icon={<MoveHorizontal size={16} aria-hidden />}
        onClick={() => {
          view.fit();
        }}
      />
      <Menu
        align="end"
        entries={entries}
        trigger={<IconButton label={t('timeline.laneMenu')} icon={<Layers size={16} aria-hidden />} />}
      />
    </div>
  );
}

export function useLaneEntries(): readonly MenuEntry[] {
  const { t } = useTranslation('clip');
  const sources = useLaneSources();
  const chosen = useClipView((state) => state.lanes);
  const change = useClipView((state) => state.change);
  return lanes
    .filter((lane) => sources !== null && lane.has(sources))
    .map((lane) => ({
      kind: 'check',
      label: t(`timeline.lanes.${lane.title}`),
      isChecked: isLaneShown(lane, chosen),
      onToggle: (isChecked) => {
        change({ lanes: { ...chosen, [lane.id]: isChecked ? 'shown' : 'hidden' } });
      },
    }));
}
