import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { describeWithFixtures, fixture } from '../../tests/support/fixtures.ts';
import { noSignal, testClient, writeModel } from '../../tests/support/inference-harness.ts';
import { loadModel } from '../../tests/support/load-model.ts';
import type { ModelInUse } from './model-in-use.ts';
import silero from './models/silero.model.ts';
import yolox from './models/yolox.model.ts';
import { ownModelsFolder } from './registry.ts';

const weights = {
  yolox: 'models/objects/yolox-nano/yolox_nano.onnx',
  silero: 'models/vad/silero/silero_vad.onnx',
  ultraface: 'models/faces/ultraface/version-RFB-320.onnx',
};

function inUse(model: string, path: string): ModelInUse {
  return { key: `${model}@test`, model, files: { model: path }, hub: null, provider: 'cpu' };
}

/** Stripes and noise, always the same: what is found in it does not matter, only that it is the same twice. */
function somePicture() {
  const [width, height] = [640, 360];
  const pixels = Uint8Array.from({ length: width * height * 3 }, (_value, index) => (index * 7919) % 251);
  return { pixels, width, height };
}
const samples = Float32Array.from({ length: 512 * 60 }, (_value, index) => Math.sin(index / 9) / 2);

describeWithFixtures('real weights in the inference process', () => {
  it('answer as they do without it, with both models at once and many requests', async () => {
    const client = testClient({}, ownModelsFolder);
    const [objects, speech] = [
      inUse('yolox', fixture(weights.yolox)),
      inUse('silero', fixture(weights.silero)),
    ];
    const [bareObjects, bareSpeech] = [
      await loadModel(yolox, { model: weights.yolox }),
      await loadModel(silero, { model: weights.silero }),
    ];
    const picture = somePicture();
    const sound = { samples, state: null };
    const expected = [await bareObjects.run({ picture }), await bareSpeech.run(sound)];
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_value, index) =>
        index % 2 === 0
          ? client.run(objects, 'objects', { picture }, noSignal)
          : client.run(speech, 'speech-activity', sound, noSignal),
      ),
    );
    for (const [index, answer] of answers.entries()) expect(answer).toEqual(expected[index % 2]);
    expect((await client.usage()).restarts).toBe(0);
  });

  it('give the answer though the process was killed in the middle', async () => {
    const client = testClient({}, ownModelsFolder);
    const objects = inUse('yolox', fixture(weights.yolox));
    const picture = somePicture();
    const expected = await client.run(objects, 'objects', { picture }, noSignal);
    const answers = Array.from({ length: 8 }, () => client.run(objects, 'objects', { picture }, noSignal));
    const { pid } = await client.usage();
    if (pid === null) throw new Error('there is no process');
    process.kill(pid, 'SIGKILL');
    for (const answer of await Promise.all(answers)) expect(answer).toEqual(expected);
    expect((await client.usage()).restarts).toBe(1);
  });

  it('are refused where they were cut off, or are those of another model', async () => {
    const client = testClient({}, ownModelsFolder);
    const whole = await readFile(fixture(weights.yolox));
    const cut = await writeModel('yolox.onnx', whole.subarray(0, whole.length - 1000));
    await expect(client.load(inUse('yolox', cut), noSignal)).rejects.toMatchObject({
      code: 'model-damaged',
      facts: { file: cut },
    });
    const other = fixture(weights.ultraface);
    await expect(client.load(inUse('yolox', other), noSignal)).rejects.toMatchObject({
      code: 'model-unsuitable',
      facts: { file: other, expected: 'float32[1,3,?,?]', found: expect.stringContaining('input') as string },
    });
  });

  it('are tried on other providers with inputs of their own kind', async () => {
    const client = testClient({}, ownModelsFolder);
    for (const [model, path] of [
      ['yolox', weights.yolox],
      ['silero', weights.silero],
    ] as const) {
      const { state, detail } = await client.selfTest(inUse(model, fixture(path)), 'webgpu', noSignal);
      expect(['used', 'slower', 'wrong', 'unavailable']).toContain(state);
      expect(detail).not.toContain('not tried');
    }
  });
});
