/** Logits processors that Whisper's decoding passes by: one that listens, and a list that stays short. */
import type { LogitsProcessor, LogitsProcessorList, Tensor } from '@huggingface/transformers';
import { softmax } from './output-floats.ts';
import type { Transformers } from './transformers.ts';
import type { ChosenToken } from './spoken-words.ts';

interface TokenListener {
  readonly processors: LogitsProcessorList;
  /** Tokens of text in the order in which they were chosen. */
  readonly chosen: readonly ChosenToken[];
}

/**
 * Notes how likely each chosen token was among those of text: all below `endOfText`, as in OpenAI's `whisper/timing.py`. What was chosen is
 * seen one step later, as the last of the ids.
 */
export function listenForTokens(transformers: Transformers, endOfText: number): TokenListener {
  const chosen: ChosenToken[] = [];
  let before: { readonly length: number; readonly logits: Float32Array } | null = null;

  class Listener extends transformers.LogitsProcessor {
    override _call(ids: bigint[][], logits: Tensor): Tensor {
      const sequence = ids[0] ?? [];
      const last = Number(sequence.at(-1));
      // Another length than one more: another window has begun.
      if (before?.length === sequence.length - 1 && last < endOfText) {
        chosen.push({ id: last, probability: softmax(before.logits)[last] ?? 0 });
      }
      // A copy: later processors write into it.
      const values = (logits.data as Float32Array).slice(0, endOfText);
      before = { length: sequence.length, logits: values };
      return logits;
    }
  }

  const processors = listWithEachKindOnce(transformers);
  processors.push(new Listener());
  return { processors, chosen };
}

/**
 * Whisper's `generate` adds its own processors to the list that it is given, for each window of 30 s again; those of a long sound would
 * be run dozens of times for each token. Here the newest of a kind takes the place of the one before.
 */
function listWithEachKindOnce(transformers: Transformers): LogitsProcessorList {
  class EachKindOnce extends transformers.LogitsProcessorList {
    override push(item: LogitsProcessor): void {
      const processors = this.processors as LogitsProcessor[];
      const same = processors.findIndex((each) => each.constructor === item.constructor);
      if (same === -1) processors.push(item);
      else processors[same] = item;
    }
  }
  return new EachKindOnce();
}
