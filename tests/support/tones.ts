/** Sine tones one after another, mono, 16 kHz. */
export function tones(
  ...parts: readonly { readonly frequencyHz: number; readonly durationSec: number }[]
): Float32Array {
  const pieces = parts.map(({ frequencyHz, durationSec }) =>
    Float32Array.from(
      { length: Math.round(durationSec * 16_000) },
      (_, index) => 0.5 * Math.sin((2 * Math.PI * frequencyHz * index) / 16_000),
    ),
  );
  const samples = new Float32Array(pieces.reduce((sum, each) => sum + each.length, 0));
  let at = 0;
  for (const piece of pieces) {
    samples.set(piece, at);
    at += piece.length;
  }
  return samples;
}
