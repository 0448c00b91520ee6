/**
 * Which stretches of a sound are given to a speech recognizer: speech with a little around it, neighbours together, none
 * longer than Whisper's window of 30 s. Numbers are those of faster-whisper's voice activity filter (github.com/SYSTRAN/faster-whisper,
 * faster_whisper/vad.py): silences of at least 2 s part two pieces, and 400 ms are added at each end.
 */

export interface Stretch {
  readonly startSec: number;
  readonly endSec: number;
}

export interface PieceOptions {
  readonly mostSec: number;
  readonly paddingSec: number;
  readonly partingSilenceSec: number;
}

export const pieceDefaults: PieceOptions = { mostSec: 30, paddingSec: 0.4, partingSilenceSec: 2 };

/** @param spans in the order of time, without overlap */
export function planPieces(spans: readonly Stretch[], options: PieceOptions = pieceDefaults): Stretch[] {
  const { paddingSec } = options;
  const groups = groupSpans(spans, options);
  return groups.map(({ startSec, endSec }, at) => {
    const before = groups[at - 1];
    const after = groups[at + 1];
    // No more than half of the silence between two, so that no sound is heard twice.
    const ahead = before === undefined ? startSec : (startSec - before.endSec) / 2;
    const behind = after === undefined ? paddingSec : (after.startSec - endSec) / 2;
    return {
      startSec: startSec - Math.min(paddingSec, ahead),
      endSec: endSec + Math.min(paddingSec, behind),
    };
  });
}

function groupSpans(
  spans: readonly Stretch[],
  { mostSec, paddingSec, partingSilenceSec }: PieceOptions,
): Stretch[] {
  const roomSec = mostSec - 2 * paddingSec;
  const groups: Stretch[] = [];
  for (const span of spans.flatMap((each) => cutUp(each, roomSec))) {
    const last = groups.at(-1);
    const joins =
      last !== undefined &&
      span.startSec - last.endSec < partingSilenceSec &&
      span.endSec - last.startSec <= roomSec;
    if (joins) groups[groups.length - 1] = { startSec: last.startSec, endSec: span.endSec };
    else groups.push({ startSec: span.startSec, endSec: span.endSec });
  }
  return groups;
}

/** Speech without any pause for so long is rare; it is cut into equal parts. */
function cutUp({ startSec, endSec }: Stretch, mostSec: number): Stretch[] {
  const parts = Math.ceil((endSec - startSec) / mostSec);
  if (parts <= 1) return [{ startSec, endSec }];
  const partSec = (endSec - startSec) / parts;
  return Array.from({ length: parts }, (_, at) => ({
    startSec: startSec + at * partSec,
    endSec: startSec + (at + 1) * partSec,
  }));
}
