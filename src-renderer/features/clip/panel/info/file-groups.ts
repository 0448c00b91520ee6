import type { ClipInfo } from '../../../../../src-preload/contract/commands/clip-info.ts';
import { formatBytes, formatDateTime, formatNumber } from '../../../../ui/format.ts';
import type { InfoGroup, InfoRow, InfoWording } from './info-wording.ts';
import { bitRateText, durationText, joined, known, makeGroup, rowsOf } from './info-rows.ts';

/** The file, what its integrity check found, and what Rushes made for playing it. */
export function fileGroups(info: ClipInfo, wording: InfoWording): readonly InfoGroup[] {
  const { t } = wording;
  return [
    makeGroup('file', t('info.groups.file'), fileRows(info, wording)),
    makeGroup('integrity', t('info.groups.integrity'), integrityRows(info, wording)),
    makeGroup('proxy', t('info.groups.proxy'), proxyRows(info, wording)),
  ];
}

function fileRows(info: ClipInfo, wording: InfoWording): readonly InfoRow[] {
  const { language } = wording;
  return rowsOf(
    [
      ['name', info.name],
      ['title', info.title],
      ['container', joined([info.containerName ?? info.container, known(info.containerBrand, bracketed)])],
      ['duration', known(info.durationSec, durationText)],
      ['size', `${formatBytes(info.sizeBytes, language)} (${formatNumber(info.sizeBytes, language)})`],
      ['bitRate', known(info.bitRate, (rate) => bitRateText(rate, language))],
      ['added', formatDateTime(info.added, language)],
      ['quarantined', known(info.quarantined, (since) => formatDateTime(since, language))],
      ['profile', info.profile],
      ['contentHash', info.contentHash],
      ['clipId', info.id],
    ],
    wording,
  );
}

function integrityRows({ integrity }: ClipInfo, wording: InfoWording): readonly InfoRow[] {
  if (integrity === null) return [];
  const { decodeErrors, decodedFrames, decodedSec, messages } = integrity;
  return rowsOf(
    [
      ['decodeErrors', decodeErrors === 0 ? wording.t('info.noErrors') : decodeErrors],
      ['decodedFrames', decodedFrames],
      ['decodedSec', durationText(decodedSec)],
      ['decoderMessages', messages.join('\n')],
    ],
    wording,
  );
}

function proxyRows({ proxy }: ClipInfo, wording: InfoWording): readonly InfoRow[] {
  if (proxy === null) return [];
  return rowsOf(
    [
      ['proxyReason', proxy.reason],
      ['displaySize', `${String(proxy.width)} × ${String(proxy.height)}`],
      ['size', formatBytes(proxy.sizeBytes, wording.language)],
      ['encoder', proxy.videoEncoder],
    ],
    wording,
  );
}

function bracketed(text: string): string {
  return `(${text.trim()})`;
}
