/**
 * Inputs for measuring how fast a model is on this machine: the same on every machine, of the size that clips give. What is in
 * them does not matter; how long a model takes hardly hangs on it.
 */
import type { Picture, TaskInputs, TaskName } from '../../src-preload/contract/inference-tasks.ts';

/** Seconds of sound that a sample holds. */
export const sampleSoundSec = 8.192;
const sampleRate = 16_000;
const centre = { x: 0.35, y: 0.25, width: 0.3, height: 0.5 };

/** Tasks of sound, whose speed is told in seconds of sound for a second of work. */
export const soundTasks: ReadonlySet<TaskName> = new Set<TaskName>([
  'speech-activity',
  'sound-events',
  'transcript',
]);

export function sampleInput<T extends TaskName>(task: T): TaskInputs[T] {
  return makers[task]();
}

const makers: { readonly [T in TaskName]: () => TaskInputs[T] } = {
  'speech-activity': () => ({ samples: chord(), state: null }),
  'sound-events': () => ({ samples: chord() }),
  objects: () => ({ picture: scenery() }),
  faces: () => ({ picture: scenery() }),
  'face-landmarks': () => ({ picture: scenery(), boxes: [centre] }),
  'face-identity': () => ({ picture: scenery(), faces: [{ box: centre, landmarks: [] }] }),
  emotion: () => ({ picture: scenery(), boxes: [centre] }),
  hands: () => ({ picture: scenery() }),
  gesture: () => ({ hands: [{ points: fan() }], aspect: 16 / 9 }),
  pose: () => ({ picture: scenery() }),
  'on-screen-text': () => ({ picture: scenery() }),
  'picture-features': () => ({ picture: scenery() }),
  'text-features': () => ({ texts: sentences }),
  'content-warning': () => ({ picture: scenery() }),
  'focal-length': () => ({ picture: scenery() }),
  transcript: () => ({ samples: chord(), language: 'en' }),
  'text-embedding': () => ({ texts: sentences, purpose: 'passage' }),
  entities: () => ({ text: sentences.join(' ') }),
  translation: () => ({ texts: sentences, from: 'de', to: 'en' }),
};

const sentences: readonly string[] = [
  'A red boat comes home at dusk.',
  'She speaks of next year, and somebody laughs.',
  'Two people walk along a street in Vienna.',
  'The dog waits by the door until it opens.',
];

/** A sky, a field and a round thing, 640 x 360. */
function scenery(): Picture {
  const [width, height] = [640, 360];
  const pixels = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const isRound = (x - 320) ** 2 + (y - 180) ** 2 < 90 ** 2;
      const isSky = y < 160;
      const at = (y * width + x) * 3;
      pixels[at] = isRound ? 205 : isSky ? 110 + (y >> 1) : 70 + ((x * 7) & 31);
      pixels[at + 1] = isRound ? 170 : isSky ? 160 + (y >> 2) : 120 + ((x * 3 + y * 5) & 31);
      pixels[at + 2] = isRound ? 140 : isSky ? 225 : 60 + ((y * 11) & 31);
    }
  }
  return { pixels, width, height };
}

function chord(): Float32Array {
  const samples = new Float32Array(sampleSoundSec * sampleRate);
  for (let at = 0; at < samples.length; at += 1) {
    const timeSec = at / sampleRate;
    const swell = 0.5 + 0.5 * Math.sin(2 * Math.PI * 3 * timeSec);
    samples[at] =
      0.2 * swell * (Math.sin(2 * Math.PI * 220 * timeSec) + Math.sin(2 * Math.PI * 331 * timeSec));
  }
  return samples;
}

/** Fingers spread out from a wrist. */
function fan() {
  return Array.from({ length: 21 }, (_, at) => {
    const finger = Math.floor((at + 3) / 4);
    const joint = at === 0 ? 0 : ((at - 1) % 4) + 1;
    const angle = Math.PI * (0.2 + 0.12 * finger);
    return { x: 0.5 + 0.05 * joint * Math.cos(angle), y: 0.6 - 0.05 * joint * Math.sin(angle), z: 0 };
  });
}
