/** Play, step and jump; where it is; how loud and how fast. */
import {
  ChevronFirst,
  ChevronLast,
  Maximize,
  Pause,
  Play,
  SkipBack,
  SkipForward,
  StepBack,
  StepForward,
  Volume1,
  Volume2,
  VolumeX,
} from 'lucide-react';
import type { MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useClipView } from '../../../stores/use-stores.ts';
import { IconButton } from '../../../ui/button.tsx';
import { Select } from '../../../ui/select.tsx';
import { Slider } from '../../../ui/slider.tsx';
import { Tooltip } from '../../../ui/tooltip.tsx';
import { BoxesMenu } from '../boxes/boxes-menu.tsx';
import { useClip, useClipScope, useFrameClock, useTransport } from '../clip-context.ts';
import { formatPosition, formatSpan } from '../timecode.ts';
import { TimelineControls } from '../timeline/timeline-controls.tsx';
import type { ClipCommands } from '../use-clip-commands.ts';
import type { PlayerSource } from '../../../stores/source-choice.ts';
import styles from './transport-bar.module.css';

interface TransportBarProps {
  readonly commands: ClipCommands;
  readonly source: PlayerSource | null;
  readonly onFullscreen: () => void;
}

const rates = [0.25, 0.5, 1, 1.5, 2];

export function TransportBar({ commands, source, onFullscreen }: TransportBarProps) {
  const { t } = useTranslation('clip');
  return (
    <div className={styles['bar']} role="group" aria-label={t('transport.title')} onMouseDown={keepFocus}>
      <Position commands={commands} source={source} />
      <PlayButtons commands={commands} canPlay={source?.kind === 'original' || source?.kind === 'proxy'} />
      <div className={styles['end']}>
        <Sound commands={commands} />
        <Rate />
        <BoxesMenu />
        <TimelineControls />
        <IconButton
          label={t('transport.fullscreen')}
          shortcut="F"
          icon={<Maximize size={16} aria-hidden />}
          onClick={onFullscreen}
        />
      </div>
    </div>
  );
}

/** A click leaves the focus where it was, so that Space goes on playing and stopping. */
function keepFocus(event: MouseEvent): void {
  if ((event.target as Element).closest('button') !== null) event.preventDefault();
}

interface PlayButtonsProps extends Pick<TransportBarProps, 'commands'> {
  readonly canPlay: boolean;
}

function PlayButtons({ commands, canPlay }: PlayButtonsProps) {
  const { t } = useTranslation('clip');
  const { transport } = useClipScope();
  const isPlaying = useTransport((state) => state.speed !== 0);
  const step = (by: number) => () => {
    transport.step(by);
  };
  const jump = (by: 1 | -1) => () => {
    commands.seekCut(by);
  };
  const go = (timeSec: () => number) => () => {
    transport.seek(timeSec());
  };
  return (
    <div className={styles['buttons']}>
      <IconButton
        label={t('transport.start')}
        shortcut="Home"
        icon={<ChevronFirst size={18} aria-hidden />}
        onClick={go(() => 0)}
        className={styles['spare']}
      />
      <IconButton
        label={t('transport.previousCut')}
        shortcut="↑"
        icon={<SkipBack size={16} aria-hidden />}
        onClick={jump(-1)}
      />
      <IconButton
        label={t('transport.frameBack')}
        shortcut="←"
        icon={<StepBack size={16} aria-hidden />}
        onClick={step(-1)}
      />
      <IconButton
        label={isPlaying ? t('transport.pause') : t('transport.play')}
        shortcut={t('transport.space')}
        className={styles['play']}
        disabled={!canPlay}
        icon={isPlaying ? <Pause size={20} aria-hidden /> : <Play size={20} aria-hidden />}
        onClick={commands.toggle}
      />
      <IconButton
        label={t('transport.frameForward')}
        shortcut="→"
        icon={<StepForward size={16} aria-hidden />}
        onClick={step(1)}
      />
      <IconButton
        label={t('transport.nextCut')}
        shortcut="↓"
        icon={<SkipForward size={16} aria-hidden />}
        onClick={jump(1)}
      />
      <IconButton
        label={t('transport.end')}
        shortcut="End"
        icon={<ChevronLast size={18} aria-hidden />}
        onClick={go(() => transport.lastSec)}
        className={styles['spare']}
      />
    </div>
  );
}

function Position({ commands, source }: Pick<TransportBarProps, 'commands' | 'source'>) {
  const { t } = useTranslation('clip');
  const clock = useFrameClock();
  const durationSec = useClip((state) => state.timeline?.durationSec ?? null);
  const position = useTransport((state) => formatPosition(state.timeSec, clock));
  return (
    <div className={styles['position']}>
      <Tooltip text={t('transport.copyTimecode')}>
        <button
          type="button"
          className={styles['time']}
          onClick={commands.copyTimecode}
          aria-label={t('transport.position', { position })}
        >
          {position}
        </button>
      </Tooltip>
      <span className={styles['total']} aria-label={t('transport.total')}>
        {formatSpan(durationSec, clock)}
      </span>
      {source?.kind === 'proxy' && (
        <Tooltip text={t('transport.proxyText')}>
          <span className={styles['proxy']} tabIndex={0}>
            {t('transport.proxy')}
          </span>
        </Tooltip>
      )}
    </div>
  );
}

function Sound({ commands }: Pick<TransportBarProps, 'commands'>) {
  const { t } = useTranslation('clip');
  const sound = useClipView((state) => state.sound);
  const volume = useClipView((state) => state.volume);
  const change = useClipView((state) => state.change);
  const isMuted = sound === 'muted' || volume === 0;
  const Icon = isMuted ? VolumeX : volume < 0.5 ? Volume1 : Volume2;
  return (
    <div className={styles['sound']}>
      <IconButton
        label={isMuted ? t('transport.unmute') : t('transport.mute')}
        shortcut="M"
        icon={<Icon size={16} aria-hidden />}
        onClick={commands.mute}
      />
      <div className={styles['volume']}>
        <Slider
          label={t('transport.volume')}
          value={isMuted ? 0 : Math.round(volume * 100)}
          min={0}
          max={100}
          widthPx={64}
          onChange={(percent) => {
            change({ volume: percent / 100, sound: 'on' });
          }}
          valueText={(percent) => `${String(percent)} %`}
        />
      </div>
    </div>
  );
}

function Rate() {
  const { t, i18n } = useTranslation('clip');
  const { transport } = useClipScope();
  const rate = useClipView((state) => state.rate);
  const change = useClipView((state) => state.change);
  const figures = new Intl.NumberFormat(i18n.language);
  return (
    <Select
      label={t('transport.rate')}
      value={String(rate)}
      options={rates.map((option) => ({ value: String(option), label: `${figures.format(option)}×` }))}
      onChange={(chosen) => {
        change({ rate: Number(chosen) });
        if (transport.store.getState().speed > 0) transport.play(Number(chosen));
      }}
    />
  );
}
