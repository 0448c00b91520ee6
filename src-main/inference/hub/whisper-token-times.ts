/**
 * The times of Whisper's words, put right. transformers.js 4.3 takes from the cross attentions when each token ENDS, as Python's transformers has
 * done since https://github.com/huggingface/transformers/pull/36632, but puts words together as if that were when it begins, as Python did before:
 * each word comes out late by one token. Here each token is given the end of the one before it as its beginning.
 *
 * The tests of `whisper.model.ts` fail once a newer transformers.js does so itself.
 */
import type { PreTrainedModel, Tensor } from '@huggingface/transformers';
import type { Transformers } from './transformers.ts';

/** From now on `model.generate` answers with token times that are beginnings. */
export function beginTokensWhereOthersEnd(transformers: Transformers, model: PreTrainedModel): void {
  const generate = model.generate.bind(model);
  model.generate = async (options) => {
    const output = await generate(options);
    if ('token_timestamps' in output && output.token_timestamps instanceof transformers.Tensor) {
      output.token_timestamps = movedByOne(transformers, output.token_timestamps);
    }
    return output;
  };
}

/** Shape [1, tokens], in seconds. */
function movedByOne(transformers: Transformers, { data, dims }: Tensor): Tensor {
  const ends = data as Float32Array;
  const beginnings = new Float32Array(ends.length);
  beginnings.set(ends.subarray(0, -1), 1);
  return new transformers.Tensor('float32', beginnings, dims);
}
