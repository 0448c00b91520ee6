import { describe, expect, it } from 'vitest';
import type { OnnxFile } from './model.ts';
import { checkSignature, signatureMismatch } from './signature.ts';

const expected: OnnxFile = {
  kind: 'onnx',
  inputs: { images: { type: 'float32', shape: [null, 3, 416, 416] } },
  outputs: { output: { type: 'float32', shape: [null, 3549, 85] } },
};
const images = { name: 'images', type: 'float32', shape: [1, 3, 416, 416] };
const output = { name: 'output', type: 'float32', shape: [1, 3549, 85] };

describe('a signature', () => {
  it.each([
    ['as it is declared', images, output],
    ['with lengths that the file leaves open', { ...images, shape: [null, 3, null, null] }, output],
    ['with an output that the file tells nothing of', images, { ...output, shape: [] }],
  ])('fits %s', (_what, input, result) => {
    expect(signatureMismatch(expected, { inputs: [input], outputs: [result] })).toBeNull();
  });

  it.each([
    ['another length', { ...images, shape: [1, 3, 640, 640] }, output],
    ['another number of lengths', { ...images, shape: [1, 416, 416] }, output],
    ['an input without a shape', { ...images, shape: [] }, output],
    ['another type', images, { ...output, type: 'float16' }],
    ['another name', images, { ...output, name: 'boxes' }],
  ])('does not fit %s', (_what, input, result) => {
    expect(signatureMismatch(expected, { inputs: [input], outputs: [result] })).not.toBeNull();
  });

  it('may have more outputs where the model says so, and never more inputs', () => {
    const more = { ...output, name: 'more' };
    const found = { inputs: [images], outputs: [output, more] };
    expect(signatureMismatch(expected, found)).toMatchObject({ what: 'output "more"', expected: 'missing' });
    expect(signatureMismatch({ ...expected, extraOutputs: 'ignored' }, found)).toBeNull();
    const asking = { inputs: [images, { ...images, name: 'mask' }], outputs: [output] };
    expect(signatureMismatch({ ...expected, extraOutputs: 'ignored' }, asking)?.what).toBe('input "mask"');
  });

  it('that does not fit is told of with the file, what it should be and what it is', () => {
    const found = { inputs: [{ ...images, shape: [1, 3, 224, 224] }], outputs: [output] };
    expect(() => {
      checkSignature('/m.onnx', expected, found);
    }).toThrow(
      expect.objectContaining({
        code: 'model-unsuitable',
        message: expect.stringContaining(
          '/m.onnx: input "images" should be float32[?,3,416,416] and is float32[1,3,224,224]',
        ) as string,
      }),
    );
  });
});
