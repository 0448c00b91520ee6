/** Names of classes as they come beside weights. A list that does not fit its model would put wrong names on everything. */
import { z } from 'zod';

const names = z.array(z.string().trim());

/** @throws RangeError where there are not as many as the model has classes */
function asMany(labels: readonly string[], classCount: number): readonly string[] {
  if (labels.length === classCount) return labels;
  throw new RangeError(`the file of labels has ${labels.length} names, the model ${classCount} classes`);
}

/**
 * A JSON array of names.
 *
 * @throws SyntaxError or ZodError where it is none; RangeError where there are not `classCount`
 */
export function labelsOfJson(text: string, classCount: number): readonly string[] {
  return asMany(names.parse(JSON.parse(text.replace(/^\uFEFF/, ''))), classCount);
}

/**
 * One name a line; a byte order mark, trailing white space and empty lines at the end do not count.
 *
 * @throws RangeError where there are not `classCount`
 */
export function labelsOfLines(text: string, classCount: number): readonly string[] {
  const lines = text
    .replace(/^\uFEFF/, '')
    .trimEnd()
    .split(/\r?\n/);
  return asMany(
    lines.map((line) => line.trim()),
    classCount,
  );
}
