/** What lanes draw from, as far as it has come; what a stage adds later comes later. */
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../../../ui/format.ts';
import { useClient } from '../../../stores/use-stores.ts';
import { useClip, useClipScope } from '../clip-context.ts';
import { useLabelWords } from '../understood/label-words.ts';
import { understoodRows } from '../understood/understood-rows.ts';
import type { LaneData, LaneSources, LaneWords } from './lane.ts';

/** null: the clip's timeline was not read yet. */
export function useLaneSources(): LaneSources | null {
  const timeline = useClip((state) => state.timeline);
  const understanding = useClip((state) => state.understanding);
  const labels = useLabelWords();
  const understood = useMemo(() => understoodRows(understanding, labels), [understanding, labels]);
  return useMemo(() => (timeline === null ? null : { timeline, understood }), [timeline, understood]);
}

/** null: the clip's timeline was not read yet. */
export function useLaneData(): LaneData | null {
  const sources = useLaneSources();
  const timeline = sources?.timeline ?? null;
  const peaks = usePeaks(timeline?.waveform?.sha256 ?? null);
  const sprite = useSprite(timeline?.filmstrip?.sha256 ?? null);
  const words = useLaneWords();
  const labels = useLabelWords();
  return useMemo(
    () => (sources === null ? null : { ...sources, peaks, sprite, words, labels }),
    [sources, peaks, sprite, words, labels],
  );
}

interface Loaded<T> {
  readonly version: string;
  readonly content: T;
}

function usePeaks(version: string | null): Int8Array | null {
  const { clipId } = useClipScope();
  const client = useClient();
  const [loaded, setLoaded] = useState<Loaded<Int8Array> | null>(null);
  useEffect(() => {
    if (version === null) return;
    const abort = new AbortController();
    fetch(client.mediaUrl(clipId, 'waveform', version), { signal: abort.signal })
      .then(async (response) => {
        if (!response.ok) return;
        const content = new Int8Array(await response.arrayBuffer());
        setLoaded({ version, content });
      })
      // A lane without its curve says enough; it comes with the next message of the engine.
      .catch(() => undefined);
    return () => {
      abort.abort();
    };
  }, [client, clipId, version]);
  return loaded?.version === version ? loaded.content : null;
}

function useSprite(version: string | null): HTMLImageElement | null {
  const { clipId } = useClipScope();
  const client = useClient();
  const [loaded, setLoaded] = useState<Loaded<HTMLImageElement> | null>(null);
  useEffect(() => {
    if (version === null) return;
    const image = new Image();
    let isOver = false;
    image.src = client.mediaUrl(clipId, 'filmstrip', version);
    image.decode().then(
      () => {
        if (!isOver) setLoaded({ version, content: image });
      },
      () => undefined,
    );
    return () => {
      isOver = true;
    };
  }, [client, clipId, version]);
  return loaded?.version === version ? loaded.content : null;
}

function useLaneWords(): LaneWords {
  const { t, i18n } = useTranslation('clip');
  const language = i18n.language;
  return useMemo(
    () => ({
      shot: (number) => t('timeline.shot', { number }),
      black: t('timeline.black'),
      frozen: t('timeline.frozen'),
      silence: t('timeline.silence'),
      chapter: (number) => t('timeline.chapter', { number }),
      cut: { cut: t('timeline.cut'), fade: t('timeline.fade'), dissolve: t('timeline.dissolve') },
      brightness: (percent) => t('timeline.brightness', { percent: formatNumber(percent, language) }),
      clipped: (over, under) =>
        t('timeline.clipped', {
          over: formatNumber(over, language, 1),
          under: formatNumber(under, language, 1),
        }),
      motion: (percent) => t('timeline.motionAt', { percent: formatNumber(percent, language, 1) }),
      loudness: (lufs) => t('timeline.loudnessAt', { lufs: formatNumber(lufs, language, 1) }),
    }),
    [t, language],
  );
}
