/** Failures as text, for a clipboard. PURE. */
import type { Failure } from '../../../src-preload/contract/commands/failures.ts';

/** The last part of the path, or the clip's id where no path is known. */
export function fileName({ path, clipId }: Pick<Failure, 'path' | 'clipId'>): string {
  return path?.split(/[/\\]/).findLast((part) => part !== '') ?? clipId ?? '';
}

export function failureText({ path, clipId, stage, error }: Failure): string {
  const where = [path ?? clipId ?? '', stage].filter((part) => part !== null && part !== '');
  return `${where.join(' · ')}\n${error.message}\n${error.remedy}`;
}
