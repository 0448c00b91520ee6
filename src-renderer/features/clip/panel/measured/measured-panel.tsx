/** What Rushes measured of picture and sound: a verdict in words, the figures, and how they go along the time. */
import { useTranslation } from 'react-i18next';
import { useCanvasPalette } from '../../../../ui/canvas-palette.ts';
import { EmptyState } from '../../../../ui/empty-state.tsx';
import { useClip } from '../../clip-context.ts';
import { ExposureSection } from './exposure-section.tsx';
import { LoudnessSection } from './loudness-section.tsx';
import styles from './measured-panel.module.css';
import { PictureSection } from './picture-section.tsx';

export function MeasuredPanel() {
  const { t } = useTranslation('clip');
  const palette = useCanvasPalette();
  const info = useClip((state) => state.info);
  const timeline = useClip((state) => state.timeline);
  if (info === null || timeline === null) return null;
  const hasExposure = timeline.exposure !== null;
  const hasSound = timeline.shortTermLoudness !== null;
  const isEmpty = !hasExposure && !hasSound && info.picture === null;
  return (
    <div className={styles['panel']} data-scrolls tabIndex={0} role="region" aria-label={t('panel.measured')}>
      {isEmpty && <EmptyState title={t('measured.none')} text={t('measured.noneText')} />}
      {hasExposure && <ExposureSection info={info} timeline={timeline} palette={palette} />}
      {info.picture !== null && (
        <PictureSection picture={info.picture} timeline={timeline} palette={palette} />
      )}
      {hasSound && <LoudnessSection info={info} timeline={timeline} palette={palette} />}
      {!hasSound && info.audioTracks.length === 0 && !isEmpty && (
        <p className={styles['silent']}>{t('measured.noSound')}</p>
      )}
    </div>
  );
}
