import { InferenceSession, Tensor } from 'onnxruntime-node';
import { expect, it } from 'vitest';
import { onnxModel } from './tiny-onnx.ts';

it('writes a graph that onnxruntime runs: Gather, MatMul, Add, Softmax, with shapes that differ', async () => {
  const model = onnxModel({
    inputs: [{ name: 'ids', type: 'int64', shape: ['batch', 'sequence'] }],
    outputs: [
      { name: 'hidden', type: 'float32', shape: ['batch', 'sequence', 2] },
      { name: 'shares', type: 'float32', shape: ['batch', 'sequence', 2] },
    ],
    initializers: [
      { name: 'table', type: 'float32', dims: [3, 2], data: [1, 2, 3, 4, 5, 6] },
      { name: 'weight', type: 'float32', dims: [2, 2], data: [0, 1, 1, 0] },
      { name: 'bias', type: 'float32', dims: [2], data: [0.5, -0.5] },
    ],
    nodes: [
      { op: 'Gather', inputs: ['table', 'ids'], outputs: ['rows'], attributes: { axis: 0 } },
      { op: 'MatMul', inputs: ['rows', 'weight'], outputs: ['product'] },
      { op: 'Add', inputs: ['product', 'bias'], outputs: ['hidden'] },
      { op: 'Softmax', inputs: ['hidden'], outputs: ['shares'], attributes: { axis: -1 } },
    ],
  });
  const session = await InferenceSession.create(model);
  const ids = new Tensor('int64', BigInt64Array.from([2n, 0n, 1n]), [1, 3]);
  const { hidden, shares } = await session.run({ ids });
  await session.release();
  expect(hidden?.dims).toEqual([1, 3, 2]);
  expect([...(hidden?.data as Float32Array)]).toEqual([6.5, 4.5, 2.5, 0.5, 4.5, 2.5]);
  const [first = 0, second = 0] = shares?.data as Float32Array;
  expect(first + second).toBeCloseTo(1, 5);
});

it('writes attributes of every kind', async () => {
  const constant = { name: 'two', type: 'float32', dims: [1], data: [2] } as const;
  const branch = (name: string, data: number) => ({
    inputs: [],
    outputs: [{ name, type: 'float32' as const, shape: [1] }],
    initializers: [{ name: `${name}-value`, type: 'float32' as const, dims: [1], data: [data] }],
    nodes: [{ op: 'Identity', inputs: [`${name}-value`], outputs: [name] }],
  });
  const model = onnxModel({
    inputs: [
      { name: 'x', type: 'float32', shape: [2, 3] },
      { name: 'yes', type: 'bool', shape: [] },
    ],
    outputs: [
      { name: 'turned', type: 'float32', shape: [3, 2] },
      { name: 'chosen', type: 'float32', shape: [1] },
    ],
    nodes: [
      { op: 'Constant', inputs: [], outputs: ['two'], attributes: { value: { tensor: constant } } },
      { op: 'Mul', inputs: ['x', 'two'], outputs: ['doubled'] },
      { op: 'LeakyRelu', inputs: ['doubled'], outputs: ['leaky'], attributes: { alpha: 0.25 } },
      { op: 'Elu', inputs: ['leaky'], outputs: ['elu'], attributes: { alpha: { float: 1 } } },
      { op: 'Transpose', inputs: ['elu'], outputs: ['turned'], attributes: { perm: [1, 0] } },
      {
        op: 'If',
        inputs: ['yes'],
        outputs: ['chosen'],
        attributes: { then_branch: { graph: branch('one', 1) }, else_branch: { graph: branch('other', 9) } },
      },
    ],
  });
  const session = await InferenceSession.create(model);
  const x = new Tensor('float32', [1, 2, 3, 4, 5, 6], [2, 3]);
  const { turned, chosen } = await session.run({ x, yes: new Tensor('bool', [false], []) });
  await session.release();
  expect([...(turned?.data as Float32Array)]).toEqual([2, 8, 4, 10, 6, 12]);
  expect([...(chosen?.data as Float32Array)]).toEqual([9]);
});

it('refuses a tensor whose numbers do not fill its shape', () => {
  const initializers = [{ name: 'w', type: 'float32', dims: [2, 2], data: [1] }] as const;
  expect(() => onnxModel({ nodes: [], inputs: [], outputs: [], initializers })).toThrow(/w: 1 numbers/u);
});
