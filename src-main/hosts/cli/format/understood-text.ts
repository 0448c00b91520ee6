/** What models made of a clip, for people: a few lines each, the rest is in `--json`. */
import type { ClipInfo } from '../../../../src-preload/contract/commands/clip-info.ts';
import { exactTime } from './values.ts';

type Line = readonly [name: string, value: string | null];

const mostShown = 8;
/** Characters of a transcript that still are a glance. */
const glance = 240;

export function understoodLines(info: ClipInfo): readonly Line[] {
  const { transcript } = info;
  const said = transcript?.segments.map(({ text }) => text.trim()).join(' ') ?? '';
  return [
    ['said', transcript === null ? null : `"${shortened(said)}" (${transcript.engine})`],
    ['written', moments(info.texts.map(({ text, startSec }) => ({ label: `"${text}"`, startSec })))],
    ['objects', moments(info.objects)],
    [
      'faces',
      moments(info.faces.map(({ startSec, endSec }) => ({ label: `until ${exactTime(endSec)}`, startSec }))),
    ],
    ['sounds', moments(info.sounds)],
    ['shows', labelsOf(info.labels)],
  ];
}

function shortened(text: string): string {
  return text.length <= glance ? text : `${text.slice(0, text.lastIndexOf(' ', glance))} …`;
}

function moments(found: readonly { readonly label: string; readonly startSec: number }[]): string | null {
  if (found.length === 0) return null;
  const shown = found.slice(0, mostShown).map(({ label, startSec }) => `${exactTime(startSec)} ${label}`);
  const more = found.length - shown.length;
  return [...shown, ...(more > 0 ? [`and ${String(more)} more`] : [])].join(', ');
}

/** Each label once, the most certain first. */
function labelsOf(labels: ClipInfo['labels']): string | null {
  const best = new Map<string, number>();
  for (const { label, confidence } of labels) best.set(label, Math.max(best.get(label) ?? 0, confidence));
  const sorted = [...best].sort((one, other) => other[1] - one[1]).slice(0, mostShown);
  return sorted.length === 0 ? null : sorted.map(([label]) => label).join(', ');
}
