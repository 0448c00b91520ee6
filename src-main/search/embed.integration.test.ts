/** From a picture, or words, to the clips that show it: real weights for pictures, STAND-INS for an image–text pair. */
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { frameOf } from '../../tests/support/clip-frames.ts';
import { describeWithFixtures } from '../../tests/support/fixtures.ts';
import { loadModel } from '../../tests/support/load-model.ts';
import { type VectorLibrary, vectorLibrary } from '../../tests/support/made-vectors.ts';
import {
  clipTextHalfGraph,
  hubFolder,
  type HubFiles,
  pictureHalfGraph,
  specialTokens,
  tinyPictureProcessor,
  wordPieceTokenizer,
} from '../../tests/support/tiny-hub-models.ts';
import type { Picture, TaskName } from '../../src-preload/contract/inference-tasks.ts';
import { AppError } from '../../src-preload/contract/errors.ts';
import type { LoadedModel } from '../inference/model.ts';
import clipPicture from '../inference/models/clip-picture.model.ts';
import clipText from '../inference/models/clip-text.model.ts';
import mobilenetv2 from '../inference/models/mobilenetv2.model.ts';
import type { ModelService } from '../pipeline/stage-inference.ts';
import { QueryEmbedder } from './embed.ts';
import { VectorIndex } from './vectors/vector-index.ts';
import { floatsOfBytes } from './vectors/vector-space.ts';

const signal = new AbortController().signal;

type Loaded = Partial<Record<TaskName, { run(input: never): Promise<unknown> }>>;

function serviceOf(key: string, loaded: Loaded): ModelService {
  return {
    modelFor: (task) => (loaded[task] === undefined ? null : { key, title: key }),
    run: (task, input) =>
      (loaded[task]?.run(input as never) ?? Promise.reject(new AppError('model-missing', { task }))) as never,
  };
}

async function nearestClip(
  library: VectorLibrary,
  models: ModelService,
  given: { readonly text?: string; readonly picture?: Buffer },
): Promise<number | undefined> {
  const embedder = new QueryEmbedder({ connection: library.connection, models, packFor: () => null });
  const picture = given.picture?.toString('base64') ?? null;
  const { vectors } = await embedder.embed({ text: given.text ?? '', picture }, signal);
  const [vector] = vectors.filter(({ space }) => space === 'picture');
  if (vector === undefined) throw new Error('no vector');
  const hits = await new VectorIndex(library.connection).nearest({
    space: { model: vector.model, kind: 'picture' },
    vector: floatsOfBytes(Buffer.from(vector.vector, 'base64')),
    ...{ among: null, signal, count: 1 },
  });
  return hits[0]?.sequence;
}

const encoded = ({ pixels, width, height }: Picture) =>
  sharp(pixels, { raw: { width, height, channels: 3 } });

describeWithFixtures('a picture that is given, by MobileNetV2', () => {
  const folder = 'models/image-embedding/mobilenetv2';
  let model: LoadedModel<'picture-features'>;
  let library: VectorLibrary;
  const clips = ['mdn/pig.mp4', 'moviepy/chaplin.mp4', 'pyscenedetect/testvideo.mp4'];

  beforeAll(async () => {
    model = await loadModel(mobilenetv2, {
      model: `${folder}/mobilenetv2-12-qdq.features.DERIVED.onnx`,
      labels: `${folder}/imagenet_labels_1001_with_background.txt`,
    });
    library = await vectorLibrary();
    for (const path of clips) {
      const pictures = await Promise.all(
        [1, 2, 4].map((at) => frameOf(`media/${path}`, at, { longSide: 640 })),
      );
      const answers = await Promise.all(pictures.map((picture) => model.run({ picture })));
      library.putVectors(
        path,
        answers.map(({ vector }) => ({ vector, model: 'mobilenet@1' })),
      );
    }
  });

  it.each(clips)('finds %s by a frame of another time, as JPEG, turned by its orientation', async (path) => {
    const frame = await frameOf(`media/${path}`, 3);
    const turned = await encoded(frame).rotate(-90).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    const models = serviceOf('mobilenet@1', { 'picture-features': model });
    expect(await nearestClip(library, models, { picture: turned })).toBe(library.sequenceOf(path));
  });
});

describe('words among pictures', () => {
  const words = ['red', 'green'];
  const nothing = [0, 0, 0];
  const files: HubFiles = {
    'config.json': { model_type: 'clip', text_config: { max_position_embeddings: 5 } },
    'preprocessor_config.json': { ...tinyPictureProcessor, image_processor_type: 'CLIPFeatureExtractor' },
    ...wordPieceTokenizer(words, 77),
    'onnx/vision_model.onnx': { graph: pictureHalfGraph('image_embeds') },
    'onnx/text_model.onnx': {
      graph: clipTextHalfGraph([...specialTokens.map(() => nothing), [1, -1, -1], [-1, 1, -1]]),
    },
  };
  let text: LoadedModel<'text-features'>;
  let picture: LoadedModel<'picture-features'>;

  beforeAll(async () => {
    const folder = await hubFolder('pair', files);
    [text, picture] = await Promise.all([clipText.load(folder), clipPicture.load(folder)]);
  });
  afterAll(() => Promise.all([text.dispose?.(), picture.dispose?.()]));

  it('find the clip that shows them, in the space of the same pack', async () => {
    const library = await vectorLibrary();
    const colours = { red: [255, 0, 0], green: [0, 255, 0] } as const;
    for (const [name, colour] of Object.entries(colours)) {
      const pixels = Uint8Array.from({ length: 12 * 12 * 3 }, (_, at) => colour[at % 3] ?? 0);
      const { vector } = await picture.run({ picture: { pixels, width: 12, height: 12 } });
      library.putVectors(name, [{ vector, model: 'pair@1' }]);
    }
    const models = serviceOf('pair@1', { 'text-features': text, 'picture-features': picture });
    for (const name of words)
      expect(await nearestClip(library, models, { text: name })).toBe(library.sequenceOf(name));
  });
});
