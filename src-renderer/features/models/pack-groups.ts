/** PURE: packs in the order in which a person looks for them, and how they stand. */
import type { TaskName } from '../../../src-preload/contract/inference-tasks.ts';
import type { PackState } from '../../../src-preload/contract/model-packs.ts';

/** Group -> the tasks that belong to it. A pack stands in the group of its first task. */
const groups = {
  speech: ['transcript', 'speech-activity'],
  sounds: ['sound-events'],
  text: ['on-screen-text'],
  objects: ['objects'],
  faces: ['faces', 'face-landmarks', 'face-identity', 'emotion'],
  bodies: ['hands', 'gesture', 'pose'],
  pictures: ['picture-features', 'text-features', 'focal-length'],
  language: ['text-embedding', 'entities', 'translation'],
  warnings: ['content-warning'],
} as const satisfies Record<string, readonly TaskName[]>;
export type PackGroupId = keyof typeof groups;

export interface PackGroup {
  readonly id: PackGroupId;
  readonly packs: readonly PackState[];
  /** Tasks for which there is a choice between several that are installed. */
  readonly choices: readonly TaskChoice[];
}

export interface TaskChoice {
  readonly task: TaskName;
  readonly packs: readonly PackState[];
  /** null: the best is used, whichever that is. */
  readonly chosen: string | null;
  readonly used: string | null;
}

export function isUsable({ state }: Pick<PackState, 'state'>): boolean {
  return state === 'installed' || state === 'side-loaded';
}

export function groupPacks(packs: readonly PackState[]): readonly PackGroup[] {
  return (Object.keys(groups) as PackGroupId[])
    .map((id) => {
      const own = packs.filter(({ tasks: [first] }) => first !== undefined && groupOf(first.task) === id);
      const choices = groups[id].map((task) => choiceOf(task, packs));
      return { id, packs: own, choices: choices.filter((choice) => choice.packs.length > 1) };
    })
    .filter((group) => group.packs.length > 0);
}

function groupOf(task: TaskName): PackGroupId | undefined {
  const all = Object.entries(groups) as [PackGroupId, readonly TaskName[]][];
  return all.find(([, tasks]) => tasks.includes(task))?.[0];
}

function choiceOf(task: TaskName, packs: readonly PackState[]): TaskChoice {
  const able = packs.filter((pack) => isUsable(pack) && pack.tasks.some((one) => one.task === task));
  return {
    task,
    packs: able,
    chosen: able.find(({ chosenFor }) => chosenFor.includes(task))?.id ?? null,
    used: able.find(({ inUseFor }) => inUseFor.includes(task))?.id ?? null,
  };
}

/** 0 to 1; null: nobody knows how much there is to come. */
export function downloadFraction({ receivedBytes, totalBytes, downloadBytes }: PackState): number | null {
  const total = totalBytes ?? downloadBytes;
  return total === 0 ? null : Math.min(1, receivedBytes / total);
}

/** The address that somebody wrote, without a slash at its end; null: it is none of the web. */
export function mirrorOf(written: string): string | null {
  try {
    const address = new URL(written.trim());
    return address.protocol === 'https:' || address.protocol === 'http:'
      ? address.href.replace(/\/$/, '')
      : null;
  } catch {
    return null;
  }
}

/** Where all packs go that are taken along from here: an archive in that folder. */
export function archiveIn(folder: string): string {
  const separator = folder.includes('\\') ? '\\' : '/';
  return `${folder.replace(/[/\\]+$/, '')}${separator}rushes-models.tar`;
}
