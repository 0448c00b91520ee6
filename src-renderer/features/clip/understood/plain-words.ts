/** Words as plain as can be, for tests. */
import type { LabelWords } from './label-words.ts';

export const plainWords: LabelWords = {
  emotion: (name) => name,
  gesture: (name) => name ?? 'hand',
  handedness: (side) => side,
  shotSize: (size) => size,
  position: (position) => position,
  textKind: (kind) => kind,
  soundGroup: (group) => group,
  warning: (label) => label,
  face: (number) => `Face ${String(number)}`,
  person: (number) => `Person ${String(number)}`,
  faces: (count) => `${String(count)} faces`,
  speech: 'speech',
  more: (count) => `+${String(count)}`,
  ofFrame: (share) => `${String(share * 100)} %`,
  atOnce: (count) => `up to ${String(count)}`,
  percent: (confidence) => `${String(Math.round(confidence * 100))} %`,
};
