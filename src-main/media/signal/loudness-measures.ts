/**
 * Reads the running figures of ffmpeg's ebur128 filter (EBU R 128, ITU-R BS.1770-4, EBU Tech 3341 and 3342) and the
 * events of its silencedetect filter. The last figures are those of the whole clip.
 *
 * Keys: `lavfi.r128.I` and `.S` in LUFS, `.LRA` in LU; `lavfi.r128.true_peak*` and `.sample_peak*` as linear amplitudes
 * with three decimals, so that peaks under -26 dBFS are known to some 0.1 dB only and those under -66 not at all;
 * `lavfi.silence_start` and `lavfi.silence_end` in seconds.
 */

/** ebur128 reports this, the absolute gate, while nothing has passed it. */
const gateLufs = -70;
/** How long ebur128's blocks are. */
const blockSec = 0.1;
/** Short-term loudness is taken once for each of these. */
export const shortTermStepSec = 1;

export interface LoudnessMeasure {
  readonly timeSec: number;
  readonly values: Readonly<Record<string, string>>;
}

export interface Span {
  readonly startSec: number;
  readonly endSec: number;
}

export interface LoudnessFigures {
  readonly integratedLufs: number | null;
  readonly rangeLu: number | null;
  readonly truePeakDb: number | null;
  readonly samplePeakDb: number | null;
  readonly silences: readonly Span[];
  /** One value for each step: of the three seconds before its end; null before there were three, and under the gate. */
  readonly shortTermLufs: readonly (number | null)[];
}

export class LoudnessReader {
  #integrated: number | null = null;
  #range: number | null = null;
  readonly #shortTerm: (number | null)[] = [];
  #hasShortTerm = false;
  #truePeak = 0;
  #samplePeak = 0;
  readonly #silences: Span[] = [];
  #silenceStartSec: number | null = null;
  #endSec = 0;
  #count = 0;

  get count(): number {
    return this.#count;
  }

  add({ timeSec, values }: LoudnessMeasure): void {
    this.#count += 1;
    this.#endSec = Math.max(this.#endSec, timeSec + blockSec);
    if (values['lavfi.r128.I'] !== undefined) this.#integrated = aboveGate(values['lavfi.r128.I']);
    if (values['lavfi.r128.LRA'] !== undefined) this.#range = finite(values['lavfi.r128.LRA']);
    if (values['lavfi.r128.S'] !== undefined) this.#addShortTerm(timeSec, aboveGate(values['lavfi.r128.S']));
    for (const key in values) this.#addPeak(key, values[key]);
    this.#addSilence(finite(values['lavfi.silence_start']), finite(values['lavfi.silence_end']));
  }

  #addShortTerm(timeSec: number, lufs: number | null): void {
    // A hundredth of a step is the rounding of printed times.
    const step = Math.max(0, Math.floor(timeSec / shortTermStepSec + 0.01));
    while (this.#shortTerm.length <= step) this.#shortTerm.push(null);
    this.#shortTerm[step] = lufs;
    this.#hasShortTerm ||= lufs !== null;
  }

  #addPeak(key: string, text: string | undefined): void {
    if (key.startsWith('lavfi.r128.true_peak')) this.#truePeak = Math.max(this.#truePeak, finite(text) ?? 0);
    else if (key.startsWith('lavfi.r128.sample_peak')) {
      this.#samplePeak = Math.max(this.#samplePeak, finite(text) ?? 0);
    }
  }

  #addSilence(startSec: number | null, endSec: number | null): void {
    // One block may end a silence and begin another, or hold a whole short one.
    const endsFirst = endSec !== null && (startSec === null || endSec <= startSec);
    if (endsFirst) this.#endSilence(endSec);
    if (startSec !== null) this.#silenceStartSec = Math.max(0, startSec);
    if (endSec !== null && !endsFirst) this.#endSilence(endSec);
  }

  #endSilence(endSec: number): void {
    if (this.#silenceStartSec !== null && endSec > this.#silenceStartSec) {
      this.#silences.push({ startSec: this.#silenceStartSec, endSec });
    }
    this.#silenceStartSec = null;
  }

  /** `soundEndSec`: where the sound is known to end; null to go by the last measure. */
  finish(soundEndSec: number | null): LoudnessFigures {
    const lastBlockSec = this.#endSec - blockSec;
    const known = soundEndSec !== null && soundEndSec > lastBlockSec;
    this.#endSilence(known ? Math.min(soundEndSec, this.#endSec) : this.#endSec);
    return {
      integratedLufs: this.#integrated,
      // Tech 3342 builds the range from short-term loudness: without any there is no range, though ffmpeg says 0.
      rangeLu: this.#hasShortTerm && this.#integrated !== null ? this.#range : null,
      truePeakDb: decibels(this.#truePeak),
      samplePeakDb: decibels(this.#samplePeak),
      silences: this.#silences,
      shortTermLufs: this.#shortTerm,
    };
  }
}

function finite(text: string | undefined): number | null {
  if (text === undefined || text === '') return null;
  const value = Number(text);
  return Number.isFinite(value) ? value : null;
}

function aboveGate(text: string): number | null {
  const value = finite(text);
  return value === null || value <= gateLufs ? null : value;
}

function decibels(amplitude: number): number | null {
  return amplitude > 0 ? 20 * Math.log10(amplitude) : null;
}
