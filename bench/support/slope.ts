/** Whether a row of figures goes up. */

/** The straight line through them (least squares): its rise from the first to the last, as a share of their mean. */
export function growthOver(values: readonly number[]): number {
  const count = values.length;
  if (count < 2) return 0;
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  const middle = (count - 1) / 2;
  let covariance = 0;
  let variance = 0;
  for (const [index, value] of values.entries()) {
    covariance += (index - middle) * (value - mean);
    variance += (index - middle) ** 2;
  }
  return ((covariance / variance) * (count - 1)) / mean;
}
