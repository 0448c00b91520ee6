/** Whether an ONNX file is what a model says that it must be. Pure. */
import { AppError } from '../../src-preload/contract/errors.ts';
import type { OnnxFile, TensorShape } from './model.ts';
import type { OnnxSignature, SignatureValue } from './protocol.ts';

interface SignatureMismatch {
  /** Such as `input "images"`. */
  readonly what: string;
  /** Such as "float32[1,3,?,?]", or "missing". */
  readonly expected: string;
  readonly found: string;
}

/**
 * The first thing that does not fit; null: all does. A length that the file leaves open fits any that is asked for: what comes of it
 * shows when it runs. An output without any shape is one that the file does not tell of.
 */
export function signatureMismatch(expected: OnnxFile, found: OnnxSignature): SignatureMismatch | null {
  return (
    mismatch('input', expected.inputs, found.inputs, 'refused') ??
    mismatch('output', expected.outputs, found.outputs, expected.extraOutputs ?? 'refused')
  );
}

/** @throws AppError model-unsuitable that names the file, what was expected and what was found */
export function checkSignature(file: string, expected: OnnxFile, found: OnnxSignature): void {
  const wrong = signatureMismatch(expected, found);
  if (wrong === null) return;
  throw new AppError('model-unsuitable', {
    file,
    detail: `${wrong.what} should be ${wrong.expected} and is ${wrong.found}`,
    expected: wrong.expected,
    found: wrong.found,
  });
}

function mismatch(
  side: 'input' | 'output',
  expected: Readonly<Record<string, TensorShape>>,
  found: readonly SignatureValue[],
  extra: 'refused' | 'ignored',
): SignatureMismatch | null {
  for (const [name, declared] of Object.entries(expected)) {
    const value = found.find((each) => each.name === name);
    if (value === undefined) {
      return { what: `${side} "${name}"`, expected: text(declared), found: named(found) };
    }
    if (fits(side, declared, value)) continue;
    return { what: `${side} "${name}"`, expected: text(declared), found: text(value) };
  }
  const more = found.find(({ name }) => expected[name] === undefined);
  if (more === undefined || extra === 'ignored') return null;
  return { what: `${side} "${more.name}"`, expected: 'missing', found: text(more) };
}

function fits(side: 'input' | 'output', declared: TensorShape, found: SignatureValue): boolean {
  if (declared.type !== found.type) return false;
  if (side === 'output' && found.shape.length === 0) return true;
  if (declared.shape.length !== found.shape.length) return false;
  return declared.shape.every((length, index) => {
    const other = found.shape[index] ?? null;
    return length === null || other === null || length === other;
  });
}

function text({
  type,
  shape,
}: {
  readonly type: string;
  readonly shape: readonly (number | null)[];
}): string {
  return `${type}[${shape.map((length) => (length === null ? '?' : String(length))).join(',')}]`;
}

function named(values: readonly SignatureValue[]): string {
  return values.length === 0 ? 'missing' : `missing (there is ${values.map(({ name }) => name).join(', ')})`;
}
