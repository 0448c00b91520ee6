/** What was seen and heard in a clip, as words for the clip as a whole. PURE. */
import { z } from 'zod';
import {
  emotions,
  faces,
  hands,
  objects,
  onScreenText,
  pictureFeatures,
  pose,
  type shotSizes,
  soundEvents,
} from '../../../src-preload/contract/artifacts/understood.ts';
import { count, span } from '../../../src-preload/contract/artifacts/scalars.ts';
import { indexedText, listed } from './indexed-text.ts';

/** What of artifacts is read for the index: see the excerpts that the database makes of them. */
export const seenExcerpts = {
  objects: z.object({
    labels: objects.shape.labels,
    tracks: z.array(span.extend({ label: z.string() })),
  }),
  faces: z.object({ mostAtOnce: faces.shape.mostAtOnce, tracks: z.array(span) }),
  people: z.object({ count }),
  emotions: z.object({
    spans: z.array(emotions.shape.spans.element.pick({ startSec: true, endSec: true, emotion: true })),
  }),
  hands: z.object({
    spans: z.array(hands.shape.spans.element.pick({ startSec: true, endSec: true, gesture: true })),
  }),
  pose: z.object({
    framing: z.array(pose.shape.framing.element.pick({ startSec: true, endSec: true, shotSize: true })),
  }),
  'picture-features': pictureFeatures.pick({ labels: true, shots: true }),
} as const;
export const textExcerpt = z.object({
  spans: z.array(onScreenText.shape.spans.element.pick({ startSec: true, endSec: true, text: true })),
});
export const soundExcerpt = soundEvents;

/** null: not there. */
export type Seen = {
  readonly [N in keyof typeof seenExcerpts]: z.infer<(typeof seenExcerpts)[N]> | null;
};
export type ReadTexts = z.infer<typeof textExcerpt>;
export type Heard = z.infer<typeof soundExcerpt>;

type ShotSize = (typeof shotSizes)[number];
const shotSizeWords: Readonly<Record<ShotSize, string>> = {
  'extreme-close-up': 'extreme close-up',
  'close-up': 'close-up',
  medium: 'medium shot',
  full: 'full shot',
  wide: 'wide shot',
};

export function shotSizeText(shotSize: ShotSize): string {
  return shotSizeWords[shotSize];
}

/** Labels of models are written "Thumb_Up", too. */
export function labelText(label: string): string {
  return label.replaceAll('_', ' ');
}

const numbers = ['two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

/** "two people": so many at once. */
function peopleWords(mostAtOnce: number): readonly string[] {
  const number = numbers[mostAtOnce - 2];
  return mostAtOnce < 2 ? [] : [`${number ?? String(mostAtOnce)} people ${String(mostAtOnce)} people`];
}

export function seesText(seen: Seen): string {
  const shotSizesSeen = seen.pose?.framing.map(({ shotSize }) => shotSizeText(shotSize)) ?? [];
  const persons = seen.objects?.labels.find(({ label }) => label === 'person')?.mostAtOnce ?? 0;
  const facesSeen = seen.faces?.mostAtOnce ?? 0;
  const shown = [
    ...(seen.objects?.labels.map(({ label }) => labelText(label)) ?? []),
    ...(seen['picture-features']?.labels.map(({ label }) => labelText(label)) ?? []),
    ...(facesSeen > 0 ? ['face'] : []),
    ...((seen.people?.count ?? 0) > 0 ? ['person'] : []),
    ...(seen.emotions?.spans.map(({ emotion }) => labelText(emotion)) ?? []),
    ...(seen.hands?.spans.map(({ gesture }) => (gesture === null ? null : labelText(gesture))) ?? []),
    ...shotSizesSeen,
  ];
  return indexedText(listed(shown), [
    ...peopleWords(Math.max(persons, facesSeen)),
    ...shotSizesSeen.filter((text) => text.includes('-')).map((text) => text.replaceAll('-', '')),
  ]);
}

export function readText({ spans }: ReadTexts): string {
  return indexedText(listed(spans.map(({ text }) => text)));
}

/** A sound and the kind that it is of: "Bark · animal". */
export function soundText({ label, group }: Heard['spans'][number]): string {
  const isSaid = group === 'other' || label.toLowerCase().includes(group);
  return listed([labelText(label), isSaid ? null : group]);
}

export function hearsText({ labels, spans }: Heard): string {
  const groups = spans.map(({ group }) => group).filter((group) => group !== 'other');
  return indexedText(listed([...labels.map(({ label }) => labelText(label)), ...groups]));
}
