/** In full screen the bar and the timeline are out of sight: the least that is needed lies on the picture. */
import { Minimize, Pause, Play } from 'lucide-react';
import { type RefObject, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Slider } from '../../../ui/slider.tsx';
import { useClip, useClipScope, useFrameClock, useTransport } from '../clip-context.ts';
import { formatPosition, formatSpan } from '../timecode.ts';
import type { ClipCommands } from '../use-clip-commands.ts';
import styles from './fullscreen-bar.module.css';

interface FullscreenBarProps {
  readonly commands: ClipCommands;
  readonly stage: RefObject<HTMLElement | null>;
  readonly onLeave: () => void;
}

/** So long after the last move of the pointer the bar goes. */
const restMs = 2_500;

export function FullscreenBar({ commands, stage, onLeave }: FullscreenBarProps) {
  const [state, setState] = useState<'windowed' | 'shown' | 'hidden'>('windowed');
  useEffect(() => {
    const element = stage.current;
    if (element === null) return;
    let timer: number | undefined;
    const wake = (): void => {
      window.clearTimeout(timer);
      if (document.fullscreenElement !== element) {
        setState('windowed');
        return;
      }
      setState('shown');
      timer = window.setTimeout(() => {
        setState('hidden');
      }, restMs);
    };
    document.addEventListener('fullscreenchange', wake);
    const onMove = (): void => {
      if (document.fullscreenElement === element) wake();
    };
    element.addEventListener('pointermove', onMove);
    window.addEventListener('keydown', onMove);
    return () => {
      window.clearTimeout(timer);
      document.removeEventListener('fullscreenchange', wake);
      element.removeEventListener('pointermove', onMove);
      window.removeEventListener('keydown', onMove);
    };
  }, [stage]);
  return state === 'shown' ? <Bar commands={commands} onLeave={onLeave} /> : null;
}

function Bar({ commands, onLeave }: Pick<FullscreenBarProps, 'commands' | 'onLeave'>) {
  const { t } = useTranslation('clip');
  const { transport } = useClipScope();
  const clock = useFrameClock();
  const durationSec = useClip((state) => state.timeline?.durationSec ?? 0);
  const { timeSec, speed } = useTransport((state) => state);
  return (
    <div className={styles['bar']}>
      <button
        type="button"
        aria-label={speed === 0 ? t('transport.play') : t('transport.pause')}
        onClick={commands.toggle}
      >
        {speed === 0 ? <Play size={20} aria-hidden /> : <Pause size={20} aria-hidden />}
      </button>
      <span>{formatPosition(timeSec, clock)}</span>
      <Slider
        label={t('timeline.playhead')}
        value={timeSec}
        min={0}
        max={Math.max(0.1, durationSec)}
        step={transport.frameSec}
        onChange={(wanted) => {
          transport.seek(wanted);
        }}
        valueText={(at) => formatPosition(at, clock)}
      />
      <span>{formatSpan(durationSec, clock)}</span>
      <button type="button" aria-label={t('transport.leaveFullscreen')} onClick={onLeave}>
        <Minimize size={18} aria-hidden />
      </button>
    </div>
  );
}
