/**
 * Texts as token ids, padded to one length. Cutting off is done here because transformers.js cuts the closing special token off too,
 * where Python's tokenizers keep it (and CLIP and e5 were trained with it: CLIP even takes its vector from that place).
 */
import type { PreTrainedTokenizer, Tensor } from '@huggingface/transformers';
import type { Hub } from './open-hub.ts';

export interface TokenBatch {
  /** Shape of each: texts, tokens. 1 in the mask: a token of the text. */
  readonly inputs: { readonly input_ids: Tensor; readonly attention_mask: Tensor };
  /** With special tokens, before anything was cut off. */
  readonly tokenCounts: readonly number[];
}

interface Limits {
  /** Tokens, special ones included. */
  readonly most: number;
  /** 'most': models that were trained with padding up to there, as SigLIP. */
  readonly padTo: 'longest' | 'most';
}

export function tokenBatch(
  hub: Hub,
  tokenizer: PreTrainedTokenizer,
  texts: readonly string[],
  { most, padTo }: Limits,
): TokenBatch {
  const whole = texts.map((text) => tokenizer.encode(text));
  const rows = whole.map((ids, index) =>
    ids.length <= most ? ids : cutOff(ids, tokenizer.encode(texts[index] ?? '', noSpecialTokens), most),
  );
  const length = padTo === 'most' ? most : Math.max(...rows.map((ids) => ids.length));
  const ids = new BigInt64Array(rows.length * length).fill(BigInt(paddingId(hub, tokenizer)));
  const mask = new BigInt64Array(rows.length * length);
  rows.forEach((row, index) => {
    ids.set(row.map(BigInt), index * length);
    mask.fill(1n, index * length, index * length + row.length);
  });
  const { Tensor } = hub.transformers;
  const dims = [rows.length, length];
  return {
    inputs: { input_ids: new Tensor('int64', ids, dims), attention_mask: new Tensor('int64', mask, dims) },
    tokenCounts: whole.map((each) => each.length),
  };
}

const noSpecialTokens = { add_special_tokens: false } as const;

/** Leaves out the last of the text's own tokens and keeps the special ones after it. */
function cutOff(whole: readonly number[], bare: readonly number[], most: number): number[] {
  const before = leadingSpecialTokens(whole, bare);
  const after = whole.slice(before + bare.length);
  return [...whole.slice(0, Math.max(0, most - after.length)), ...after];
}

function leadingSpecialTokens(whole: readonly number[], bare: readonly number[]): number {
  const extra = whole.length - bare.length;
  for (let start = 0; start <= extra; start += 1) {
    if (bare.every((id, index) => whole[start + index] === id)) return start;
  }
  return extra;
}

function paddingId(hub: Hub, tokenizer: PreTrainedTokenizer): number {
  // Typed as a number always, but undefined in a tokenizer without such a token.
  const own = tokenizer.pad_token_id as number | undefined;
  return own ?? hub.config.pad_token_id ?? 0;
}

/**
 * The most tokens that a model takes: the smallest of what its parts say. Tokenizers without a limit say 10^30.
 */
export function mostTokensOf(
  tokenizer: PreTrainedTokenizer,
  ...others: readonly (number | undefined)[]
): number {
  const own: unknown = tokenizer.model_max_length;
  const limits = [typeof own === 'number' ? own : Infinity, ...others.map((each) => each ?? Infinity)];
  const smallest = Math.min(...limits);
  return Number.isFinite(smallest) && smallest < 1e6 ? smallest : mostTokensByDefault;
}

/** BERT's, for a model that says nothing. */
const mostTokensByDefault = 512;
