/** A face as a detector gives it. */
import type { DetectedFace } from '../../src-preload/contract/inference-tasks.ts';

export interface FacePlace {
  /** Left edge; a fraction of the picture. */
  readonly x: number;
  /** Width and height, fractions of the picture. Default 0.2. */
  readonly size?: number;
  /** Default 0.9. */
  readonly confidence?: number;
}

export function madeFace({ x, size = 0.2, confidence = 0.9 }: FacePlace): DetectedFace {
  const y = 0.3;
  return {
    confidence,
    box: { x, y, width: size, height: size },
    landmarks: [
      { name: 'right-eye', x: x + size * 0.3, y: y + size * 0.4 },
      { name: 'left-eye', x: x + size * 0.7, y: y + size * 0.4 },
    ],
  };
}
