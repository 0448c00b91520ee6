/** What labels come to over several frames. */
import type { Scored } from '../../src-preload/contract/inference-tasks.ts';

/** Mean over the frames, a label that one does not name counting 0 there. Most confident first. */
export function meanLabels(frames: readonly (readonly Scored[])[]): Scored[] {
  const sums = new Map<string, number>();
  for (const labels of frames) {
    for (const { label, confidence } of labels) sums.set(label, (sums.get(label) ?? 0) + confidence);
  }
  return byConfidence(
    [...sums].map(([label, sum]) => ({ label, confidence: Math.min(1, sum / frames.length) })),
  );
}

/** The highest of each label. Most confident first. */
export function highestLabels(groups: readonly (readonly Scored[])[]): Scored[] {
  const highest = new Map<string, number>();
  for (const labels of groups) {
    for (const { label, confidence } of labels) {
      highest.set(label, Math.max(confidence, highest.get(label) ?? 0));
    }
  }
  return byConfidence([...highest].map(([label, confidence]) => ({ label, confidence })));
}

function byConfidence(labels: readonly Scored[]): Scored[] {
  return labels.toSorted(
    (one, other) => other.confidence - one.confidence || (one.label < other.label ? -1 : 1),
  );
}
