import { readFile } from 'node:fs/promises';
import { describe, expect, it, vi } from 'vitest';
import {
  noSignal,
  testClient,
  tinySum,
  tinySumFile,
  writeModel,
} from '../../tests/support/inference-harness.ts';
import { onnxModel } from '../../tests/support/tiny-onnx.ts';

const picture = { pixels: Uint8Array.from([1, 2, 3, 4, 5, 6]), width: 2, height: 1 };

describe('what a model answers', () => {
  it('comes back as its task has it, from a process that is started for the first request', async () => {
    const client = testClient();
    const model = tinySum(await tinySumFile());
    expect(client.processes).toHaveLength(0);
    const { vector, labels } = await client.run(model, 'picture-features', { picture }, noSignal);
    expect([...vector]).toEqual([1.5, 3.5, 5.5, 7.5]);
    expect(labels[0]?.label).toContain('no labels');
    expect(client.processes).toHaveLength(1);
  });

  it('has the texts of its files too', async () => {
    const client = testClient();
    const labels = await writeModel('labels.txt', 'dogs');
    const model = tinySum(await tinySumFile(), { labels });
    const answer = await client.run(model, 'picture-features', { picture }, noSignal);
    expect(answer.labels[0]?.label).toContain('dogs');
  });

  it('costs the bytes that were meant, in both directions', async () => {
    const client = testClient();
    const model = tinySum(await tinySumFile());
    const large = new Uint8Array(1_000_000).fill(7);
    const part = { ...picture, pixels: large.subarray(500_000, 500_006) };
    const { vector, labels } = await client.run(model, 'picture-features', { picture: part }, noSignal);
    expect([...vector]).toEqual([7.5, 8.5, 9.5, 10.5]);
    expect(labels[0]?.label).toBe('no labels, 6 bytes');
    expect(vector.buffer.byteLength).toBe(16);
  });

  it('is of the frame that was asked about, however large frames are and however many at once', async () => {
    const client = testClient();
    const model = tinySum(await tinySumFile());
    const answers = await Promise.all(
      Array.from({ length: 30 }, async (_value, index) => {
        const pixels = new Uint8Array(70_000 + index * 30_000).fill(index);
        const asked = client.run(model, 'picture-features', { picture: { ...picture, pixels } }, noSignal);
        return { answer: await asked, index };
      }),
    );
    for (const { answer, index } of answers) {
      expect([...answer.vector]).toEqual([0.5, 1.5, 2.5, 3.5].map((bias) => index + bias));
      expect(answer.labels[0]?.label).toBe(`no labels, ${70_000 + index * 30_000} bytes`);
    }
  });

  it('is the same for many requests at once', async () => {
    const client = testClient();
    const model = tinySum(await tinySumFile());
    const firsts = Array.from({ length: 40 }, (_value, index) => index);
    const answers = await Promise.all(
      firsts.map((first) => {
        const pixels = Uint8Array.from([first, 0, 0, 0]);
        return client.run(model, 'picture-features', { picture: { ...picture, pixels } }, noSignal);
      }),
    );
    expect(answers.map(({ vector }) => vector[0])).toEqual(firsts.map((first) => first + 0.5));
    const { runs, restarts, loadedModels, pid, memoryBytes } = await client.usage();
    expect({ runs, restarts, loadedModels }).toEqual({ runs: 40, restarts: 0, loadedModels: ['tiny-sum@1'] });
    expect(pid).toBe(client.processes[0]?.pid);
    expect(memoryBytes).toBeGreaterThan(1e6);
  });
});

describe('what a model must look like', () => {
  const refusals = [
    {
      what: 'another type of input',
      change: { inputs: [{ name: 'x', type: 'int64' as const, shape: ['batch', 4] }] },
      nodes: [
        { op: 'Cast', inputs: ['x'], outputs: ['z'], attributes: { to: 1 } },
        { op: 'Add', inputs: ['z', 'bias'], outputs: ['y'] },
      ],
      expected: 'float32[?,4]',
      found: 'int64[?,4]',
    },
    {
      what: 'another shape of input',
      change: { inputs: [{ name: 'x', type: 'float32' as const, shape: ['batch', 1] }] },
      expected: 'float32[?,4]',
      found: 'float32[?,1]',
    },
    {
      what: 'another name of its output',
      change: { outputs: [{ name: 'z', type: 'float32' as const, shape: ['batch', 4] }] },
      nodes: [{ op: 'Add', inputs: ['x', 'bias'], outputs: ['z'] }],
      expected: 'float32[?,4]',
      found: 'missing (there is z)',
    },
    {
      what: 'one output more',
      change: {
        outputs: ['y', 'z'].map((name) => ({ name, type: 'float32' as const, shape: ['batch', 4] })),
      },
      nodes: [
        { op: 'Add', inputs: ['x', 'bias'], outputs: ['y'] },
        { op: 'Identity', inputs: ['x'], outputs: ['z'] },
      ],
      expected: 'missing',
      found: 'float32[?,4]',
    },
  ];

  it.each(refusals)('is not $what', async ({ change, nodes, expected, found }) => {
    const client = testClient();
    const file = await tinySumFile({ ...change, ...(nodes === undefined ? {} : { nodes }) });
    await expect(client.load(tinySum(file), noSignal)).rejects.toMatchObject({
      code: 'model-unsuitable',
      facts: { file, expected, found },
    });
  });

  it('is not told by a file that was cut off, is no model, or is gone', async () => {
    const client = testClient();
    const whole = await readFile(await tinySumFile());
    const damaged = [
      await writeModel('cut.onnx', whole.subarray(0, whole.length / 2)),
      await writeModel('text.onnx', 'This is not a model.'),
      await writeModel('empty.onnx', ''),
      '/nowhere/gone.onnx',
    ];
    for (const file of damaged) {
      await expect(client.load(tinySum(file), noSignal)).rejects.toMatchObject({
        code: 'model-damaged',
        facts: { file },
      });
    }
    expect(client.processes).toHaveLength(1);
  });

  it('is not made of operators that the runtime does not have', async () => {
    const client = testClient();
    const nodes = [{ op: 'Teleport', inputs: ['x'], outputs: ['y'] }];
    const file = await tinySumFile({ nodes });
    await expect(client.inspect(file, noSignal)).rejects.toMatchObject({
      code: 'model-unsuitable',
      facts: { file, detail: expect.stringContaining('Teleport') as string },
    });
  });

  it('has all its files, does its task, and is known', async () => {
    const client = testClient();
    const model = tinySum(await tinySumFile());
    await expect(client.load({ ...model, files: {} }, noSignal)).rejects.toMatchObject({
      code: 'model-unsuitable',
      message: expect.stringContaining('its file "model" is missing') as string,
    });
    await expect(client.run(model, 'faces', { picture }, noSignal)).rejects.toMatchObject({
      code: 'bad-arguments',
    });
    await expect(client.load({ ...model, model: 'nobody' }, noSignal)).rejects.toMatchObject({
      code: 'model-unknown',
    });
  });
});

describe('a file alone', () => {
  it('is told of by its inputs and outputs', async () => {
    const client = testClient();
    expect(await client.inspect(await tinySumFile(), noSignal)).toEqual({
      inputs: [{ name: 'x', type: 'float32', shape: [null, 4] }],
      outputs: [{ name: 'y', type: 'float32', shape: [null, 4] }],
    });
  });
});

describe('a loaded model', () => {
  it('is unloaded when it was not used for a while', async () => {
    const client = testClient({ keepWarmSec: 0.2 });
    await client.load(tinySum(await tinySumFile()), noSignal);
    expect((await client.usage()).loadedModels).toEqual(['tiny-sum@1']);
    await vi.waitUntil(async () => (await client.usage()).loadedModels.length === 0, { timeout: 20_000 });
    expect(client.processes).toHaveLength(1);
  });

  it('is unloaded when told, and loaded anew when it is needed', async () => {
    const client = testClient();
    const model = tinySum(await tinySumFile());
    await client.unload(null);
    await client.load(model, noSignal);
    await client.unload('another');
    expect((await client.usage()).loadedModels).toEqual(['tiny-sum@1']);
    await client.unload('tiny-sum@1');
    expect((await client.usage()).loadedModels).toEqual([]);
    const { vector } = await client.run(model, 'picture-features', { picture }, noSignal);
    expect(vector).toHaveLength(4);
  });

  it('makes room when memory is short', async () => {
    // Less than any process needs: what is not in use is unloaded after each run.
    const client = testClient({ recycleBytes: 1000, concurrency: 1 });
    await client.load(tinySum(await tinySumFile()), noSignal);
    await vi.waitUntil(async () => (await client.usage()).loadedModels.length === 0, { timeout: 20_000 });
  });
});

describe('execution providers', () => {
  it('are known by name', async () => {
    expect(await testClient().providers(noSignal)).toContain('cpu');
  });

  it('are tried in a process of their own, and the CPU is always one', async () => {
    const client = testClient();
    const model = tinySum(await tinySumFile());
    expect(await client.selfTest(model, 'cpu', noSignal)).toMatchObject({ state: 'used', ratio: 1 });
    const trial = await client.selfTest(model, 'nothing-like-this', noSignal);
    expect(trial).toEqual({
      provider: 'nothing-like-this',
      state: 'unavailable',
      ratio: null,
      detail: 'The runtime was built without it.',
    });
    expect((await client.usage()).pid).toBeNull();
  });

  it('say in plain words why they are not there', async () => {
    const client = testClient();
    const model = tinySum(await tinySumFile());
    for (const provider of await client.providers(noSignal)) {
      const { state, detail } = await client.selfTest(model, provider, noSignal);
      expect(detail).not.toMatch(/\.(?:cc|h):\d+|onnxruntime_src/);
      if (state === 'unavailable') expect(detail).toMatch(/^[A-Z].*\.$/);
    }
  });

  it('cannot be tried with a model that does not run at all', async () => {
    const file = await writeModel('text.onnx', 'This is not a model.');
    await expect(testClient().selfTest(tinySum(file), 'webgpu', noSignal)).rejects.toMatchObject({
      code: 'model-damaged',
    });
  });

  it('are not tried where no inputs can be made up', async () => {
    const types = onnxModel({
      inputs: [{ name: 'x', type: 'int8', shape: [1] }],
      outputs: [{ name: 'y', type: 'int8', shape: [1] }],
      nodes: [{ op: 'Identity', inputs: ['x'], outputs: ['y'] }],
    });
    const model = tinySum(await writeModel('types.onnx', types));
    expect(await testClient().selfTest(model, 'webgpu', noSignal)).toMatchObject({
      state: 'unavailable',
      detail: 'It was not tried: no inputs could be made for it.',
    });
  });
});
