/** Elements of the results by what they show, so that keys find them. */
import type { ActiveItem } from '../../../stores/search-state.ts';

export const resultsId = 'search-results';

export function itemId({ clipId, moment }: ActiveItem): string {
  return moment === null ? `found-${clipId}` : `found-${clipId}-${String(moment)}`;
}

/** What an element of the results stands for; null: it is none. */
export function itemOf(target: EventTarget | null): ActiveItem | null {
  const element = target instanceof Element ? target.closest<HTMLElement>('[data-clip]') : null;
  const clipId = element?.dataset['clip'];
  if (clipId === undefined) return null;
  const moment = element?.dataset['moment'];
  return { clipId, moment: moment === undefined ? null : Number(moment) };
}

/** Goes to where somebody was in the results. Gives whether there are any. */
export function focusResults(): boolean {
  const stop = document.getElementById(resultsId)?.querySelector<HTMLElement>('[data-clip][tabindex="0"]');
  stop?.focus();
  return stop !== undefined && stop !== null;
}
