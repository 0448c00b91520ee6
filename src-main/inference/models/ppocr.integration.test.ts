import { beforeAll, describe, expect, it } from 'vitest';
import type { Picture, Point, ReadLine } from '../../../src-preload/contract/inference-tasks.ts';
import { taskOutputs } from '../../../src-preload/contract/inference-tasks.ts';
import { frameOf } from '../../../tests/support/clip-frames.ts';
import { describeWithFixtures } from '../../../tests/support/fixtures.ts';
import { loadModel } from '../../../tests/support/load-model.ts';
import { greyPicture } from '../../../tests/support/made-pictures.ts';
import type { LoadedModel } from '../model.ts';
import ppocr from './ppocr.model.ts';

const folder = 'models/ocr/ppocr';
const longSide = 640;

const withoutSpaces = (text: string): string => text.replaceAll(' ', '');
const centreOf = (corners: readonly Point[]): Point => ({
  x: corners.reduce((sum, { x }) => sum + x, 0) / corners.length,
  y: corners.reduce((sum, { y }) => sum + y, 0) / corners.length,
});

describeWithFixtures('PP-OCR', () => {
  let model: LoadedModel<'on-screen-text'>;
  beforeAll(async () => {
    model = await loadModel(ppocr, {
      detection: `${folder}/en_PP-OCRv3_det_infer.onnx`,
      classification: `${folder}/ch_ppocr_mobile_v2.0_cls_infer.onnx`,
      recognition: `${folder}/en_number_mobile_v2.0_rec_infer.onnx`,
      dictionary: `${folder}/en_dict.txt`,
    });
  });
  const read = async (picture: Picture): Promise<readonly ReadLine[]> => (await model.run({ picture })).lines;
  const textsOf = async (path: string, timeSec: number, filters?: string): Promise<string[]> => {
    const options = filters === undefined ? { longSide } : { longSide, filters };
    const lines = await read(await frameOf(`media/${path}`, timeSec, options));
    return lines.map(({ text }) => text);
  };

  it('reads a counter, its lines from top to bottom', async () => {
    const texts = await textsOf('pyscenedetect/counter.mp4', 2.5);
    expect(texts).toEqual(['Frame = 26', 'PTS = 2.5s']);
    expect((await textsOf('pyscenedetect/counter.mp4', 0.5)).map(withoutSpaces)).toEqual([
      'Frame=6',
      'PTS=0.5s',
    ]);
  });

  it('reads an address and a copyright line over a picture, from left to right', async () => {
    const [copyright, address] = await textsOf('pyscenedetect/testvideo.mp4', 6);
    expect(copyright).toContain('2013 Brandon Castellano');
    expect(address).toBe('www.bcastell.com');
  });

  it('reads what is printed on a box, slanting, with the space between words', async () => {
    const texts = await textsOf('metadata-extractor/with-gps.mov', 1);
    expect(texts).toContain('RED DEAD');
    expect(texts).toContain('REDEMPTION');
  });

  it.each([
    [5, '01:00:05:00'],
    [25, '01:00:25:00'],
  ])('reads a burnt-in timecode at %i s', async (timeSec, timecode) => {
    expect(await textsOf('auto-editor/example.mp4', timeSec)).toEqual([timecode]);
  });

  it('places the corners around the text, the first at its top left', async () => {
    const picture = await frameOf('media/pyscenedetect/counter.mp4', 2.5, { longSide });
    const output = await model.run({ picture });
    expect(taskOutputs['on-screen-text'].safeParse(output).success).toBe(true);
    // Measured on the picture: "Frame = 26" with a little room around it.
    const wanted = [
      { x: 0.66, y: 0.73 },
      { x: 0.99, y: 0.73 },
      { x: 0.99, y: 0.84 },
      { x: 0.66, y: 0.84 },
    ];
    for (const [at, corner] of (output.lines[0]?.corners ?? []).entries()) {
      expect(Math.abs(corner.x - (wanted[at]?.x ?? NaN))).toBeLessThan(0.02);
      expect(Math.abs(corner.y - (wanted[at]?.y ?? NaN))).toBeLessThan(0.02);
    }
  });

  describe('a picture that is turned', () => {
    it('upside down is read, its corners still beginning at the top left of the text', async () => {
      const frame = await frameOf('media/pyscenedetect/counter.mp4', 2.5, {
        longSide,
        filters: 'hflip,vflip',
      });
      const lines = await read(frame);
      expect(lines.map(({ text }) => withoutSpaces(text)).sort()).toEqual(['Frame=26', 'PTS=2.5s']);
      for (const { corners } of lines) {
        expect(corners[0]?.x).toBeGreaterThan(corners[1]?.x ?? NaN);
        expect(corners[0]?.y).toBeGreaterThan(corners[3]?.y ?? NaN);
      }
    });

    it.each([
      ['clockwise', 'transpose=1'],
      ['anticlockwise', 'transpose=2'],
      ['a little', 'rotate=0.2:ow=rotw(0.2):oh=roth(0.2)'],
    ])('%s is read', async (_, filters) => {
      const texts = await textsOf('pyscenedetect/counter.mp4', 2.5, filters);
      expect(texts.map(withoutSpaces).sort()).toEqual(['Frame=26', 'PTS=2.5s']);
    });
  });

  it('reads the same at another size, odd in both directions', async () => {
    const large = await read(await frameOf('media/auto-editor/example.mp4', 5, { longSide: 1280 }));
    const small = await read(await frameOf('media/auto-editor/example.mp4', 5, { filters: 'scale=401:233' }));
    for (const lines of [large, small]) {
      expect(lines.map(({ text }) => text)).toEqual(['01:00:05:00']);
      const centre = centreOf(lines[0]?.corners ?? []);
      expect(centre.x).toBeCloseTo(0.82, 1);
      expect(centre.y).toBeCloseTo(0.89, 1);
    }
  });

  it.each([
    ['androidx-media/internal_emulator_transformer_output.mp4', 2],
    ['androidx-media/sample_portrait.mp4', 0.5],
    ['androidx-media/portrait_4k60.mp4', 0.1],
    ['androidx-media/sample.avi', 2],
    ['intel/one-by-one-person-detection.mp4', 30],
    ['mdn/pig.mp4', 4],
    ['mdn/rabbit320.mp4', 5],
    ['moviepy/chaplin.mp4', 4],
    ['moviepy/fire2.mp4', 1],
    ['images/immich-portrait.jpg', 0],
  ])('reads nothing into %s, where nothing is written', async (path, timeSec) => {
    expect(await textsOf(path, timeSec)).toEqual([]);
  });

  it.each([
    [640, 360],
    [37, 11],
    [1, 1],
    [2000, 16],
  ])('finds nothing in a grey picture of %i x %i', async (width, height) => {
    expect(await read(greyPicture(width, height))).toEqual([]);
  });

  it('refuses a dictionary of another alphabet', () => {
    expect(() => ppocr.load({ sessions: {}, texts: { dictionary: 'a\nb\n' } })).toThrow(
      '2 symbols, the model 95',
    );
  });
});
