/**
 * Connectionist temporal classification (Graves et al. 2006): at each step the likeliest symbol; the same symbol in steps next to
 * each other is one, and blanks (symbol 0) part those that are two.
 *
 * That best path (section 3.2 there) overlooks a thin symbol that the network spreads over steps in each of which a blank is a little
 * likelier. So gaps between two symbols are looked at as wholes: whether a symbol is likelier than not somewhere in them.
 */

export interface DecodedText {
  readonly text: string;
  /** Mean probability of the symbols that were kept; 0 where there are none. */
  readonly confidence: number;
}

/** Of one line: for each step, a probability for the blank and for each symbol. */
export interface StepProbabilities {
  readonly values: Float32Array;
  /** Where its first step begins. */
  readonly start: number;
  readonly stepCount: number;
}

interface Emission {
  /** From 1 on. */
  readonly symbol: number;
  readonly step: number;
  readonly probability: number;
}

const likelierThanNot = 0.5;

/**
 * Networks that were trained on single words rarely dare to write a space, but between two words they come closer to it than within one.
 * In lines read off test clips, spaces that were there had 0.09 to 0.46, gaps within words below 0.03.
 */
const likelySpace = 0.08;

/** What a step says next to a symbol is about that symbol. */
const stepsOfItsNeighbour = 2;

/** @param symbols what symbol 1, 2, … stand for */
export function decodeLine(steps: StepProbabilities, symbols: readonly string[]): DecodedText {
  const spaces = symbols.flatMap((symbol, index) => (symbol === ' ' ? [index + 1] : []));
  const path = bestPath(steps, symbols.length + 1);
  let text = '';
  let sum = 0;
  let count = 0;
  for (const [at, emission] of path.entries()) {
    const before = path[at - 1];
    const hidden =
      before === undefined ? null : hiddenBetween(steps, symbols.length + 1, before, emission, spaces);
    for (const { symbol, probability } of hidden === null ? [emission] : [hidden, emission]) {
      text += symbols[symbol - 1] ?? '';
      // A space that was only guessed says nothing about the letters.
      if (probability < likelierThanNot && spaces.includes(symbol)) continue;
      sum += probability;
      count += 1;
    }
  }
  return { text: text.replace(/\s+/g, ' ').trim(), confidence: count === 0 ? 0 : Math.min(sum / count, 1) };
}

function bestPath({ values, start, stepCount }: StepProbabilities, symbolCount: number): Emission[] {
  const path: Emission[] = [];
  let before = 0;
  for (let step = 0, from = start; step < stepCount; step += 1, from += symbolCount) {
    let symbol = 0;
    let probability = -Infinity;
    for (let at = 0; at < symbolCount; at += 1) {
      const value = values[from + at] ?? 0;
      if (value <= probability) continue;
      symbol = at;
      probability = value;
    }
    if (symbol !== 0 && symbol !== before) path.push({ symbol, step, probability });
    before = symbol;
  }
  return path;
}

/** A symbol between two others that no single step gives away: one that is likely over all steps, else a space that is not unlikely. */
function hiddenBetween(
  { values, start }: StepProbabilities,
  symbolCount: number,
  before: Emission,
  after: Emission,
  spaces: readonly number[],
): Emission | null {
  const first = before.step + stepsOfItsNeighbour;
  const last = after.step - stepsOfItsNeighbour;
  if (first > last) return null;
  const absent = new Float64Array(symbolCount).fill(1);
  for (let step = first; step <= last; step += 1) {
    const from = start + step * symbolCount;
    for (let symbol = 1; symbol < symbolCount; symbol += 1) {
      absent[symbol] = (absent[symbol] ?? 1) * (1 - (values[from + symbol] ?? 0));
    }
  }
  let found: Emission | null = null;
  for (let symbol = 1; symbol < symbolCount; symbol += 1) {
    if (symbol === before.symbol || symbol === after.symbol) continue;
    const probability = 1 - (absent[symbol] ?? 1);
    const least = spaces.includes(symbol) ? likelySpace : likelierThanNot;
    if (probability < least || probability <= (found?.probability ?? 0)) continue;
    found = { symbol, step: first, probability };
  }
  return found;
}
