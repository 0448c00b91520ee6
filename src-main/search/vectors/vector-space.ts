/** What may be compared with each other: vectors of one model and one kind. */
import type { vectorKinds } from '../../../src-preload/contract/artifacts.ts';

type VectorKind = (typeof vectorKinds)[number];

export const spaceKinds = ['picture', 'summary', 'keywords'] as const;
export type SpaceKind = (typeof spaceKinds)[number];

/** Kinds of stored vectors that a kind of space holds. */
export const kindsOfSpace = {
  picture: ['frame', 'shot'],
  summary: ['summary'],
  keywords: ['keywords'],
} as const satisfies Record<SpaceKind, readonly VectorKind[]>;

/** null: vectors of that kind are not searched. */
export function spaceKindOf(kind: string): SpaceKind | null {
  return spaceKinds.find((each) => (kindsOfSpace[each] as readonly string[]).includes(kind)) ?? null;
}

export interface SpaceName {
  /** Key of the model, as in `vectors.model`. */
  readonly model: string;
  readonly kind: SpaceKind;
}

/** Numbers of a BLOB; copied, for they need not be aligned. A remainder that makes no whole number is left out. */
export function floatsOfBytes(bytes: Uint8Array): Float32Array<ArrayBuffer> {
  const whole = bytes.length - (bytes.length % Float32Array.BYTES_PER_ELEMENT);
  // Not `slice`: a Buffer's shares its memory.
  return new Float32Array(new Uint8Array(bytes.subarray(0, whole)).buffer);
}

export function bytesOfFloats(floats: Float32Array): Uint8Array {
  return new Uint8Array(floats.buffer, floats.byteOffset, floats.byteLength);
}
