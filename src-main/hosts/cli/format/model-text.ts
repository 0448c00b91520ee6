/** Model packs as people read them. PURE. */
import type { CommandResponse } from '../../../../src-preload/contract/commands.ts';
import type { PackState, ProviderVerdict } from '../../../../src-preload/contract/model-packs.ts';
import { displayPath } from '../../../platform/paths.ts';
import { type Column, pairs, table } from './table.ts';
import { byteSize, counted, figure, speedText } from './values.ts';

type PackList = CommandResponse<'models.list'>;
type ImportReport = CommandResponse<'models.import'>;
type Verification = CommandResponse<'models.verify'>;
type Heading = (text: string) => string;

const left = (title: string): Column => ({ title, align: 'left' });
const listColumns: readonly Column[] = [
  ...[left('PACK'), left('STATE'), { title: 'SIZE', align: 'right' } as const, left('LICENCE')],
  ...[
    left('FOR'),
    { title: 'SPEED', align: 'right' } as const,
    { ...left('WHAT IT GIVES'), mayShrink: true },
  ],
];

export function packListText(
  { packs, folder, diskBytes, freeBytes }: PackList,
  columns: number | null,
  heading: Heading,
): string {
  const rows = packs.map((pack) => [
    pack.id,
    pack.state === 'downloading' || pack.state === 'paused'
      ? `${pack.state} ${receivedText(pack)}`
      : pack.state,
    byteSize(pack.downloadBytes),
    pack.licence.name,
    tasksText(pack),
    packSpeed(pack),
    pack.unlocks,
  ]);
  const free = freeBytes === null ? '' : `, ${byteSize(freeBytes)} free`;
  const tail = `* in use\n${displayPath(folder)}: ${byteSize(diskBytes)}${free}\n`;
  return `${table(listColumns, rows, columns, heading)}\n${tail}`;
}

const tasksText = ({ tasks, inUseFor }: PackState): string =>
  tasks.map(({ task }) => (inUseFor.includes(task) ? `${task}*` : task)).join(', ');

function packSpeed({ speed }: PackState): string {
  if (speed === null) return '-';
  return speed.xRealtime === null ? `${figure(speed.msPerRun, 1)} ms` : speedText(speed.xRealtime);
}

/** "41 %", or what has come where the whole is not known yet. */
export function receivedText({
  receivedBytes,
  totalBytes,
}: Pick<PackState, 'receivedBytes' | 'totalBytes'>): string {
  if (totalBytes === null || totalBytes === 0) return byteSize(receivedBytes);
  return `${String(Math.floor((receivedBytes / totalBytes) * 100))} %`;
}

export function packText(pack: PackState): string {
  const about = pairs([
    ['pack', pack.id],
    ['title', pack.title],
    ['gives', pack.unlocks],
    ['state', pack.state],
    ['for', tasksText(pack)],
    ['licence', licenceText(pack)],
    ['from', pack.project],
    ...(pack.revision === null ? [] : [['commit', pack.revision] as const]),
    ['download', byteSize(pack.downloadBytes)],
    ['on disk', byteSize(pack.diskBytes)],
    ['memory', `about ${byteSize(pack.memoryBytes)}`],
    ['languages', languagesText(pack.languages)],
    ['speed', `${pack.speedClass}${pack.speed === null ? '' : `; measured: ${packSpeed(pack)}`}`],
    ['installed', pack.installedAt ?? '-'],
  ]);
  const files = pack.files.map(
    ({ path, bytes, sha256 }) =>
      `  ${path}${bytes === null ? '' : `  ${byteSize(bytes)}`}${sha256 === null ? '' : `  ${sha256}`}\n`,
  );
  const wrong = pack.error === null ? '' : `${displayPath(pack.error.message)}\n  ${pack.error.remedy}\n`;
  return `${about}files\n${files.join('')}${wrong}`;
}

export const licenceText = ({ licence }: Pick<PackState, 'licence'>): string =>
  licence.address === undefined ? licence.name : `${licence.name}  ${licence.address}`;

function languagesText(languages: readonly string[]): string {
  if (languages.length === 0) return 'any';
  return languages.includes('*') ? 'many' : languages.join(', ');
}

export function importText({ imported, leftOut }: ImportReport): string {
  const came = imported.map(({ packId, state, was, title }) => {
    const how =
      was === 'new' ? state : `${state}, ${was === 'present' ? 'was there already' : 'in place of another'}`;
    return `${packId}  ${title} (${how})\n`;
  });
  const out = leftOut.map(
    ({ path, reason }) => `left out  ${displayPath(path)}\n          ${displayPath(reason)}\n`,
  );
  return `${came.join('')}${out.join('')}${counted(imported.length, 'pack')} imported, ${String(leftOut.length)} left out\n`;
}

export function verificationText({ packs, sound }: Verification): string {
  const lines = packs.map(({ packId, state, problems }) => {
    const details = problems.map(
      ({ path, detail }) => `  ${path === '' ? '' : `${path}: `}${displayPath(detail)}\n`,
    );
    return `${(state === 'damaged' ? 'DAMAGED' : state).padEnd(10)}${packId}\n${details.join('')}`;
  });
  const verdict =
    packs.length === 0
      ? 'No pack is installed.'
      : sound
        ? 'All is what it should be.'
        : 'Run it again with --repair.';
  return `${lines.join('')}${verdict}\n`;
}

const benchColumns: readonly Column[] = [
  ...[left('PACK'), left('MODEL'), left('PROVIDER'), left('VERDICT')],
  ...(['AGAINST CPU', 'MS A RUN', 'REALTIME'] as const).map((title): Column => ({ title, align: 'right' })),
  { ...left('DETAIL'), mayShrink: true },
];

export function benchText(
  results: readonly ProviderVerdict[],
  columns: number | null,
  heading: Heading,
): string {
  if (results.length === 0) return 'No pack is installed.\n';
  const rows = results.map((result) => [
    result.packId,
    result.model,
    result.provider,
    result.state,
    result.ratio === null ? '-' : `${figure(result.ratio, 2)}x`,
    figure(result.msPerRun, 2),
    speedText(result.xRealtime),
    displayPath(result.detail ?? ''),
  ]);
  return table(benchColumns, rows, columns, heading);
}
