import type { ClipInfo } from '../../../../../src-preload/contract/commands/clip-info.ts';
import { formatNumber } from '../../../../ui/format.ts';
import { formatPosition } from '../../timecode.ts';
import type { InfoGroup, InfoRow, InfoWording } from './info-wording.ts';
import { bitRateText, durationText, joined, known, languageText, makeGroup, rowsOf } from './info-rows.ts';

/** Sound, subtitles, chapters, and what else the container holds. */
export function trackGroups(info: ClipInfo, wording: InfoWording): readonly InfoGroup[] {
  const { t } = wording;
  return [
    ...info.audioTracks.map((track, index) =>
      makeGroup(
        `audio-${String(index)}`,
        info.audioTracks.length === 1
          ? t('info.groups.audio')
          : t('info.groups.audioNumber', { number: index + 1 }),
        audioRows(track, wording),
      ),
    ),
    makeGroup('subtitles', t('info.groups.subtitles'), subtitleRows(info, wording)),
    makeGroup('chapters', t('info.groups.chapters'), chapterRows(info, wording)),
    makeGroup('attachments', t('info.groups.attachments'), otherRows(info)),
  ];
}

function audioRows(track: ClipInfo['audioTracks'][number], wording: InfoWording): readonly InfoRow[] {
  const { t, language } = wording;
  return rowsOf(
    [
      ['trackTitle', track.title],
      ['language', known(track.language, (code) => languageText(code, language))],
      ['codec', joined([track.codec, known(track.codecLongName, (name) => `(${name})`)])],
      ['codecProfile', track.profile],
      ['channels', joined([known(track.channels, String), known(track.layout, (layout) => `(${layout})`)])],
      ['sampleRate', known(track.sampleRate, (rate) => `${formatNumber(rate / 1000, language, 3)} kHz`)],
      [
        'bitDepth',
        known(track.bitDepth, (depth) => (depth === 0 ? null : t('info.bits', { number: depth }))),
      ],
      ['bitRate', known(track.bitRate, (rate) => bitRateText(rate, language))],
      ['duration', known(track.durationSec, durationText)],
    ],
    wording,
  );
}

function subtitleRows({ subtitleTracks }: ClipInfo, { t, language }: InfoWording): readonly InfoRow[] {
  return subtitleTracks.map((track, index) => ({
    label: t('info.track', { number: index + 1 }),
    value:
      joined(
        [
          track.title,
          known(track.language, (code) => languageText(code, language)),
          track.codec,
          track.isForced ? t('info.forced') : null,
        ],
        ', ',
      ) ?? '–',
  }));
}

function chapterRows({ chapters }: ClipInfo, { t, clock }: InfoWording): readonly InfoRow[] {
  return chapters.map(({ startSec, title }, index) => ({
    label: formatPosition(startSec, clock),
    value: title ?? t('timeline.chapter', { number: index + 1 }),
  }));
}

function otherRows({ attachments, dataStreams }: ClipInfo): readonly InfoRow[] {
  const attached = attachments.map(({ index, fileName, mediaType, codec }) => ({
    label: `#${String(index)}`,
    value: joined([fileName, mediaType ?? codec], ', ') ?? '–',
  }));
  const data = dataStreams.map(({ index, codec, codecTag, handler }) => ({
    label: `#${String(index)}`,
    value: joined([handler, codec ?? codecTag], ', ') ?? '–',
  }));
  return [...attached, ...data];
}
