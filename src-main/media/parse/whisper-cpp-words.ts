/** Words of a segment as whisper.cpp writes it with `-ojf` (github.com/ggml-org/whisper.cpp, examples/cli). */
import { z } from 'zod';
import type { TaskOutput } from '../../../src-preload/contract/inference-tasks.ts';
import { spreadWords } from './word-times.ts';

type Word = TaskOutput<'transcript'>['words'][number];

/** In milliseconds. */
const offsets = z.object({ from: z.number(), to: z.number() });

/** Tokens without times are those that are no text. */
const token = z.object({
  text: z.string(),
  offsets: offsets.optional(),
  p: z.number().optional().catch(undefined),
});
export const whisperCppTokens = z.array(token);

export const whisperCppFile = z.object({
  result: z.object({ language: z.string().optional() }).optional(),
  transcription: z.array(
    z.object({ text: z.string(), offsets, tokens: whisperCppTokens.optional().catch(undefined) }),
  ),
});

/** "[_BEG_]", "[_TT_150]", "<|endoftext|>". */
const mark = /^(?:\[_.*\]|<\|.*\|>)$/;
/** Stands where a letter was cut into two tokens, and so into bytes that are no text. */
const broken = '\uFFFD';

interface Open {
  text: string;
  startSec: number;
  endSec: number;
  probabilities: number[];
}

/**
 * A token that begins with a blank begins a word. Where the tokens do not make words (letters cut in two, languages without
 * blanks), the words of the segment's text are spread over its time.
 */
export function whisperCppWords(
  text: string,
  startSec: number,
  endSec: number,
  tokens: z.infer<typeof whisperCppTokens>,
): Word[] {
  const words: Open[] = [];
  for (const { text: part, offsets: times, p } of tokens) {
    if (mark.test(part.trim()) || part === '' || times === undefined) continue;
    const last = words.at(-1);
    const [from, to] = [times.from / 1000, times.to / 1000];
    if (last === undefined || part.startsWith(' ')) {
      words.push({ text: part, startSec: from, endSec: to, probabilities: p === undefined ? [] : [p] });
      continue;
    }
    last.text += part;
    last.endSec = Math.max(last.endSec, to);
    if (p !== undefined) last.probabilities.push(p);
  }
  const spread = spreadWords(text, startSec, endSec);
  const fits = words.length === spread.length && !words.some((word) => word.text.includes(broken));
  return fits ? words.map(finished) : spread;
}

/** As openai-whisper does it: the mean of the tokens. */
function finished({ text, startSec, endSec, probabilities }: Open): Word {
  const sum = probabilities.reduce((total, value) => total + value, 0);
  const mean = probabilities.length === 0 ? null : sum / probabilities.length;
  return {
    text: text.trim(),
    startSec,
    endSec: Math.max(startSec, endSec),
    confidence: mean === null ? null : Math.min(1, Math.max(0, mean)),
  };
}
