/**
 * The discrete Fourier transform of real sound, made for many short frames: tables and work space are allocated once. The
 * even and odd samples are the two parts of one complex signal of half the length (Press et al., Numerical Recipes, 3rd
 * edition, 12.3), which a radix-4 decimation in time transforms.
 */

/** Lengths whose half is a power of four: 8, 32, 128, 512, 2048… */
function assertLength(length: number): void {
  let half = length / 2;
  while (half > 1 && half % 4 === 0) half /= 4;
  if (half !== 1) throw new RangeError(`the transform has no length of ${length} samples`);
}

/** Where each base-4 digit-reversed index comes from. */
function digitReversal(length: number): Uint16Array {
  const order = new Uint16Array(length);
  for (let index = 0; index < length; index += 1) {
    let reversed = 0;
    for (let rest = index, span = length / 4; span >= 1; span /= 4, rest >>= 2) reversed += (rest & 3) * span;
    order[index] = reversed;
  }
  return order;
}

export class RealFft {
  readonly length: number;
  readonly #half: number;
  readonly #order: Uint16Array;
  readonly #cosines: Float64Array;
  readonly #sines: Float64Array;
  readonly #frame: Float64Array;
  readonly #real: Float64Array;
  readonly #imaginary: Float64Array;

  /** @throws RangeError unless half the length is a power of four */
  constructor(length: number) {
    assertLength(length);
    this.length = length;
    this.#half = length / 2;
    this.#order = digitReversal(this.#half);
    this.#cosines = Float64Array.from({ length }, (_, index) => Math.cos((2 * Math.PI * index) / length));
    this.#sines = Float64Array.from({ length }, (_, index) => -Math.sin((2 * Math.PI * index) / length));
    this.#frame = new Float64Array(length);
    this.#real = new Float64Array(this.#half);
    this.#imaginary = new Float64Array(this.#half);
  }

  /**
   * Magnitudes of the bins 0 to half the length, of the `window.length` samples from `start`, each times its weight in
   * `window` and zeros up to the transform's length. Samples beyond the end are zeros.
   *
   * @param magnitudes length / 2 + 1 numbers, written over
   */
  magnitudes(samples: Float32Array, start: number, window: Float32Array, magnitudes: Float64Array): void {
    this.#take(samples, start, window);
    this.#startTransform();
    this.#finishTransform();
    this.#separate(magnitudes);
  }

  #take(samples: Float32Array, start: number, window: Float32Array): void {
    const frame = this.#frame;
    const count = Math.max(0, Math.min(window.length, samples.length - start));
    for (let index = 0; index < count; index += 1) {
      frame[index] = (samples[start + index] ?? 0) * (window[index] ?? 0);
    }
    frame.fill(0, count);
  }

  /** The first step of the transform: quarters far apart in the frame, which meet without being turned. */
  #startTransform(): void {
    const frame = this.#frame;
    const real = this.#real;
    const imaginary = this.#imaginary;
    const order = this.#order;
    const quarter = this.#half / 2;
    for (let first = 0; first < this.#half; first += 4) {
      const at = (order[first] ?? 0) * 2;
      const ar = frame[at] ?? 0;
      const ai = frame[at + 1] ?? 0;
      const br = frame[at + quarter] ?? 0;
      const bi = frame[at + quarter + 1] ?? 0;
      const cr = frame[at + 2 * quarter] ?? 0;
      const ci = frame[at + 2 * quarter + 1] ?? 0;
      const dr = frame[at + 3 * quarter] ?? 0;
      const di = frame[at + 3 * quarter + 1] ?? 0;
      real[first] = ar + cr + br + dr;
      imaginary[first] = ai + ci + bi + di;
      real[first + 1] = ar - cr + bi - di;
      imaginary[first + 1] = ai - ci - br + dr;
      real[first + 2] = ar + cr - br - dr;
      imaginary[first + 2] = ai + ci - bi - di;
      real[first + 3] = ar - cr - bi + di;
      imaginary[first + 3] = ai - ci + br - dr;
    }
  }

  #finishTransform(): void {
    // Typed arrays always have these: the fallbacks are for the compiler and cost nothing once optimised.
    const real = this.#real;
    const imaginary = this.#imaginary;
    const cosines = this.#cosines;
    const sines = this.#sines;
    const half = this.#half;
    for (let quarter = 4; quarter < half; quarter *= 4) {
      const step = this.length / (quarter * 4);
      for (let offset = 0; offset < quarter; offset += 1) {
        const turn = offset * step;
        const c1 = cosines[turn] ?? 0;
        const s1 = sines[turn] ?? 0;
        const c2 = cosines[turn * 2] ?? 0;
        const s2 = sines[turn * 2] ?? 0;
        const c3 = cosines[turn * 3] ?? 0;
        const s3 = sines[turn * 3] ?? 0;
        for (let first = offset; first < half; first += quarter * 4) {
          const second = first + quarter;
          const third = second + quarter;
          const fourth = third + quarter;
          const ar = real[first] ?? 0;
          const ai = imaginary[first] ?? 0;
          const br = (real[second] ?? 0) * c1 - (imaginary[second] ?? 0) * s1;
          const bi = (real[second] ?? 0) * s1 + (imaginary[second] ?? 0) * c1;
          const cr = (real[third] ?? 0) * c2 - (imaginary[third] ?? 0) * s2;
          const ci = (real[third] ?? 0) * s2 + (imaginary[third] ?? 0) * c2;
          const dr = (real[fourth] ?? 0) * c3 - (imaginary[fourth] ?? 0) * s3;
          const di = (real[fourth] ?? 0) * s3 + (imaginary[fourth] ?? 0) * c3;
          real[first] = ar + cr + br + dr;
          imaginary[first] = ai + ci + bi + di;
          real[second] = ar - cr + bi - di;
          imaginary[second] = ai - ci - br + dr;
          real[third] = ar + cr - br - dr;
          imaginary[third] = ai + ci - bi - di;
          real[fourth] = ar - cr - bi + di;
          imaginary[fourth] = ai - ci + br - dr;
        }
      }
    }
  }

  /**
   * Takes the transforms of even and odd samples apart again and joins them to that of the whole: their sum is one bin, and their
   * difference that as far from the other end.
   */
  #separate(magnitudes: Float64Array): void {
    const real = this.#real;
    const imaginary = this.#imaginary;
    const cosines = this.#cosines;
    const sines = this.#sines;
    const half = this.#half;
    magnitudes[0] = Math.abs((real[0] ?? 0) + (imaginary[0] ?? 0));
    magnitudes[half] = Math.abs((real[0] ?? 0) - (imaginary[0] ?? 0));
    for (let near = 1, far = half - 1; near <= far; near += 1, far -= 1) {
      const evenReal = ((real[near] ?? 0) + (real[far] ?? 0)) / 2;
      const evenImaginary = ((imaginary[near] ?? 0) - (imaginary[far] ?? 0)) / 2;
      const oddReal = ((imaginary[near] ?? 0) + (imaginary[far] ?? 0)) / 2;
      const oddImaginary = ((real[far] ?? 0) - (real[near] ?? 0)) / 2;
      const cosine = cosines[near] ?? 0;
      const sine = sines[near] ?? 0;
      const turnedReal = oddReal * cosine - oddImaginary * sine;
      const turnedImaginary = oddReal * sine + oddImaginary * cosine;
      magnitudes[near] = magnitudeOf(evenReal + turnedReal, evenImaginary + turnedImaginary);
      magnitudes[far] = magnitudeOf(evenReal - turnedReal, evenImaginary - turnedImaginary);
    }
  }
}

/** Math.hypot guards against overflow, which sound has no need of, and is many times slower. */
function magnitudeOf(real: number, imaginary: number): number {
  return Math.sqrt(real * real + imaginary * imaginary);
}
