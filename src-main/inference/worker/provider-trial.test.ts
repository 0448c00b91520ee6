import { Tensor } from 'onnxruntime-common';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src-preload/contract/errors.ts';
import { firstDifference, judge, tolerance, whyUnavailable } from './provider-trial.ts';
import { plainRuntimeMessage } from './runtime-errors.ts';
import { seededInputs } from './seeded-inputs.ts';

const floats = (...values: number[]) => ({ y: new Tensor('float32', values, [values.length]) });

describe('two results', () => {
  it('are the same within the tolerance, absolutely and relatively', () => {
    expect(firstDifference(floats(0, 100), floats(tolerance * 0.9, 100 + 100 * tolerance * 0.9))).toBeNull();
    expect(firstDifference(floats(0, 100), floats(tolerance * 1.1, 100))).toContain('"y"');
    expect(firstDifference(floats(100), floats(100 + 102 * tolerance))).toContain('other numbers');
  });

  it('differ in what is no number, in shape, in names, and in any whole number', () => {
    expect(firstDifference(floats(Number.NaN), floats(Number.NaN))).toBeNull();
    expect(firstDifference(floats(1), floats(Number.NaN))).not.toBeNull();
    expect(firstDifference(floats(Infinity), floats(Infinity))).toBeNull();
    expect(firstDifference(floats(1), {})).toBe('"y" is missing');
    expect(firstDifference(floats(1), floats(1, 2))).toBe('"y" has another shape');
    const whole = (value: bigint) => ({ y: new Tensor('int64', [value], [1]) });
    expect(firstDifference(whole(3n), whole(3n))).toBeNull();
    expect(firstDifference(whole(3n), whole(4n))).not.toBeNull();
  });
});

describe('a provider', () => {
  it('is used where it gains enough', () => {
    expect(judge('webgpu', 1.2)).toMatchObject({ provider: 'webgpu', state: 'used', ratio: 1.2 });
    expect(judge('webgpu', 1.19)).toMatchObject({ state: 'slower', ratio: 1.19 });
    expect(judge('webgpu', 0.5).detail).toContain('0.50');
  });

  it.each([
    [
      '/src/webgpu_context.cc:136 onnxruntime::X::Initialize(const X&)::<lambda()> adapter_result.status == A was false. Failed to get a WebGPU adapter: No supported adapters',
      'No graphics adapter that WebGPU can use was found.',
    ],
    ['Append_Cuda: Failed to load shared library', 'Its libraries are not installed on this machine.'],
    ['no available backend found. ERR: [dml] backend not found.', 'The runtime was built without it.'],
    ['/a/b.cc:12 void onnxruntime::f(int) const device lost', 'It failed: device lost'],
  ])('says in plain words why it is not there: %s', (said, plain) => {
    expect(whyUnavailable(new AppError('inference-failed', { detail: said }))).toBe(plain);
    expect(whyUnavailable(said)).toBe(plain);
  });
});

describe('what the runtime says', () => {
  it('is told without places in its sources, on one line, and not at any length', () => {
    const said =
      'Load model from /m.onnx failed:/r/model.cc:187 onnx::Model::Model(const X&, Y&&) No graph.\n';
    expect(plainRuntimeMessage(said)).toBe('No graph.');
    expect(plainRuntimeMessage('two\n  lines')).toBe('two lines');
    expect(plainRuntimeMessage('x'.repeat(5000))).toHaveLength(301);
  });
});

describe('seeded inputs', () => {
  const all = { length: 32, where: 'all' } as const;
  const picture = { name: 'x', isTensor: true, type: 'float32', shape: ['batch', 3, 'height', 8] } as const;

  it('have the declared lengths, one in the batch, and the given one elsewhere', () => {
    const ids = { name: 'ids', isTensor: true, type: 'int64', shape: ['', ''] } as const;
    const feeds = seededInputs([picture, ids], all, 1);
    expect(feeds?.['x']?.dims).toEqual([1, 3, 32, 8]);
    expect(feeds?.['ids']?.dims).toEqual([1, 32]);
    const last = seededInputs([picture, ids], { length: 32, where: 'last' }, 1);
    expect(last?.['x']?.dims).toEqual([1, 3, 1, 8]);
    expect(last?.['ids']?.dims).toEqual([1, 32]);
  });

  it('are the same for the same seed, others for another, and spread over 0 to 1', () => {
    const numbers = (seed: number) => [...(seededInputs([picture], all, seed)?.['x']?.data as Float32Array)];
    expect(numbers(1)).toEqual(numbers(1));
    expect(numbers(1)).not.toEqual(numbers(2));
    const mean = numbers(3).reduce((sum, value) => sum + value, 0) / numbers(3).length;
    expect(mean).toBeGreaterThan(0.4);
    expect(mean).toBeLessThan(0.6);
    expect(Math.max(...numbers(3))).toBeLessThanOrEqual(1);
  });

  it('are not made up for kinds that are not known', () => {
    expect(seededInputs([{ name: 's', isTensor: false }], all, 1)).toBeNull();
    expect(seededInputs([{ ...picture, type: 'float16' }], all, 1)).toBeNull();
  });
});
