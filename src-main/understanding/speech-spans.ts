/**
 * From how likely each short window of a sound is speech to spans of speech, the way Silero VAD's own `get_speech_timestamps`
 * does it (github.com/snakers4/silero-vad, src/silero_vad/utils_vad.py): a span begins at a window that reaches `enter` and ends
 * where windows stay below `leave` for `minimumSilenceSec`; spans that are too short are dropped, the others widened.
 */

export interface SpeechSpanOptions {
  /** Scores from 0 to 1. */
  readonly enter: number;
  readonly leave: number;
  readonly minimumSpeechSec: number;
  readonly minimumSilenceSec: number;
  /** Added on each side; neighbours that would meet share the silence between them. */
  readonly paddingSec: number;
}

/** Silero's defaults for 16 kHz: threshold 0.5, 0.15 less to leave, 250 ms of speech, 100 ms of silence, 30 ms of padding. */
export const sileroDefaults: SpeechSpanOptions = {
  enter: 0.5,
  leave: 0.35,
  minimumSpeechSec: 0.25,
  minimumSilenceSec: 0.1,
  paddingSec: 0.03,
};

export interface SpeechSpan {
  readonly startSec: number;
  readonly endSec: number;
  /** Mean score of its windows, without the padding. */
  readonly confidence: number;
}

interface WindowRun {
  /** Numbers of windows: the first, and the one behind the last. */
  readonly from: number;
  readonly to: number;
}

/**
 * @param scores one for each window, in order and without gaps
 * @param endSec where the sound ends: the last window may reach beyond it
 */
export function speechSpans(
  scores: ArrayLike<number>,
  windowSec: number,
  endSec: number,
  options: SpeechSpanOptions,
): SpeechSpan[] {
  const runs = runsAbove(scores, windowSec, options);
  return runs.map(({ from, to }, at) => {
    const before = runs[at - 1];
    const after = runs[at + 1];
    const room = (gapWindows: number): number => Math.min(options.paddingSec, (gapWindows * windowSec) / 2);
    const startSec = from * windowSec - (before === undefined ? options.paddingSec : room(from - before.to));
    const untilSec = to * windowSec + (after === undefined ? options.paddingSec : room(after.from - to));
    return {
      startSec: Math.max(0, startSec),
      endSec: Math.min(endSec, untilSec),
      confidence: meanOf(scores, from, to),
    };
  });
}

function runsAbove(
  scores: ArrayLike<number>,
  windowSec: number,
  { enter, leave, minimumSpeechSec, minimumSilenceSec }: SpeechSpanOptions,
): WindowRun[] {
  const runs: WindowRun[] = [];
  let from = -1;
  let quietFrom = -1;
  const close = (to: number): void => {
    if ((to - from) * windowSec > minimumSpeechSec) runs.push({ from, to });
    from = -1;
    quietFrom = -1;
  };
  for (let at = 0; at < scores.length; at += 1) {
    const score = scores[at] ?? 0;
    if (score >= enter) {
      if (from < 0) from = at;
      quietFrom = -1;
      continue;
    }
    if (from < 0) continue;
    if (score < leave && quietFrom < 0) quietFrom = at;
    if (quietFrom >= 0 && (at - quietFrom) * windowSec >= minimumSilenceSec) close(quietFrom);
  }
  if (from >= 0) close(quietFrom < 0 ? scores.length : quietFrom);
  return runs;
}

function meanOf(scores: ArrayLike<number>, from: number, to: number): number {
  let sum = 0;
  for (let at = from; at < to; at += 1) sum += scores[at] ?? 0;
  return Math.min(1, Math.max(0, sum / (to - from)));
}
