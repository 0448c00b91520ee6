/**
 * PP-OCR (github.com/PaddlePaddle/PaddleOCR; Du et al. 2020, "PP-OCR: A Practical Ultra Lightweight OCR System"): finds lines of text, tells
 * which are upside down, and reads them. Detection is that of version 3, the classifier and the English recognition those of version 2.
 */
import type { Picture, ReadLine } from '../../../src-preload/contract/inference-tasks.ts';
import { defineModel, floatsOf, type Session } from '../model.ts';
import { type Region, regionPoint } from '../picture/crop.ts';
import { letterboxTensor } from '../picture/letterbox-tensor.ts';
import { type DecodedText, decodeLine } from '../reading/ctc-decode.ts';
import { stripBatches } from '../reading/line-strips.ts';
import { inReadingOrder } from '../reading/reading-order.ts';
import { textRegions, type TextWays } from '../reading/text-regions.ts';

/** PaddleOCR's det_limit_side_len. */
const longestSide = 960;
/** The detector halves its input five times. */
const sideStep = 32;
/** PaddleOCR's det_db_thresh, det_db_box_thresh and det_db_unclip_ratio. */
const regionOptions = { pixelThreshold: 0.3, regionThreshold: 0.6, unclipRatio: 1.6 };

/** ImageNet's means and deviations, which PaddleOCR applies in the order of its channels: blue first. */
const detectorPixels = {
  layout: 'NCHW',
  channels: 'BGR',
  scale: [1 / (255 * 0.225), 1 / (255 * 0.224), 1 / (255 * 0.229)],
  offset: [-0.406 / 0.225, -0.456 / 0.224, -0.485 / 0.229],
  place: 'top-left',
  fill: 0,
} as const;

const anglePixels = { height: 48, leastWidth: 192, mostWidth: 192, widthStep: 192, mostInBatch: 6 };
const readingPixels = { height: 32, leastWidth: 96, mostWidth: 1600, widthStep: 32, mostInBatch: 6 };

/** PaddleOCR's cls_thresh. */
const leastSureOfTurn = 0.9;

const classifierOutput = 'softmax_0.tmp_0';
const recognitionOutput = 'save_infer_model/scale_0.tmp_1';
const symbolCount = 96;

/**
 * Over frames of test clips without text, what was read into patterns (holes in a board, waves, blinds, a toy) was mostly one character,
 * of up to 0.86, or reached no more than 0.71. PaddleOCR's drop_score, 0.5, lets too much of it through.
 */
const leastConfidence = 0.75;
const leastOfOneCharacter = 0.9;

interface Sessions {
  readonly detection: Session;
  readonly classification: Session;
  readonly recognition: Session;
}

const wholeSteps = (side: number, scale: number): number => Math.ceil((side * scale) / sideStep) * sideStep;

async function textOf(session: Session, picture: Picture): Promise<TextWays[]> {
  const { width: across, height: down } = picture;
  const scale = Math.min(longestSide / Math.max(across, down), 1);
  const [width, height] = [wholeSteps(across, scale), wholeSteps(down, scale)];
  const { tensor, ...placement } = letterboxTensor(picture, width, height, detectorPixels);
  const values = floatsOf((await session.run({ x: tensor }))['sigmoid_0.tmp_0']);
  const mapPixel = { width: across / placement.contentWidth, height: down / placement.contentHeight };
  return textRegions({ values, width, height }, mapPixel, regionOptions);
}

const turnedRound = (region: Region): Region => ({ ...region, rotationRad: region.rotationRad + Math.PI });

/** Which regions hold text that is upside down, as far as the classifier is sure. */
async function upsideDown(
  session: Session,
  picture: Picture,
  regions: readonly Region[],
): Promise<Set<number>> {
  const turned = new Set<number>();
  for (const { indexes, tensor } of stripBatches(picture, regions, anglePixels)) {
    const scores = floatsOf((await session.run({ x: tensor }))[classifierOutput]);
    for (const [at, index] of indexes.entries()) {
      if ((scores[at * 2 + 1] ?? 0) >= leastSureOfTurn) turned.add(index);
    }
  }
  return turned;
}

async function readRegions(
  session: Session,
  picture: Picture,
  regions: readonly Region[],
  symbols: readonly string[],
): Promise<DecodedText[]> {
  const read: DecodedText[] = [];
  for (const { indexes, tensor } of stripBatches(picture, regions, readingPixels)) {
    const output = (await session.run({ x: tensor }))[recognitionOutput];
    const values = floatsOf(output);
    const stepCount = output?.dims[1] ?? 0;
    for (const [at, index] of indexes.entries()) {
      const start = at * stepCount * (symbolCount + 1);
      read[index] = decodeLine({ values, start, stepCount }, symbols);
    }
  }
  return read;
}

function isCredible({ text, confidence }: ReadLine): boolean {
  const characters = text.match(/[\p{Letter}\p{Number}]/gu)?.length ?? 0;
  return characters > 0 && confidence >= (characters === 1 ? leastOfOneCharacter : leastConfidence);
}

function lineOf(region: Region, { text, confidence }: DecodedText, picture: Picture): ReadLine {
  const cornerAt = (across: number, down: number): { x: number; y: number } => {
    const { x, y } = regionPoint(region, across, down);
    return { x: x / picture.width, y: y / picture.height };
  };
  return { text, confidence, corners: [cornerAt(0, 0), cornerAt(1, 0), cornerAt(1, 1), cornerAt(0, 1)] };
}

/** Beside how it seems to stand, text is read the other way round too: the classifier errs with short words. */
function waysToRead(ways: TextWays, isTurned: boolean): TextWays {
  return isTurned ? [turnedRound(ways[0]), ...ways] : ways;
}

async function linesOf(
  sessions: Sessions,
  symbols: readonly string[],
  picture: Picture,
): Promise<ReadLine[]> {
  const found = await textOf(sessions.detection, picture);
  const likeliest = found.map(([region]) => region);
  const turned = await upsideDown(sessions.classification, picture, likeliest);
  const ways = found.map((regions, index) => waysToRead(regions, turned.has(index)));
  const read = await readRegions(sessions.recognition, picture, ways.flat(), symbols);
  let next = 0;
  const lines = ways.flatMap((regions) => {
    let best: ReadLine | null = null;
    for (const region of regions) {
      const decoded = read[next];
      next += 1;
      if (decoded === undefined || decoded.confidence <= (best?.confidence ?? 0)) continue;
      best = lineOf(region, decoded, picture);
    }
    return best !== null && isCredible(best) ? [best] : [];
  });
  return inReadingOrder(lines);
}

/** One symbol a line, of which one is a space; PaddleOCR adds another after them (use_space_char). */
function symbolsOf(dictionary: string): readonly string[] {
  const lines = dictionary
    .replace(/^\uFEFF/, '')
    .replace(/\r?\n$/, '')
    .split(/\r?\n/);
  if (lines.length === symbolCount - 1) return [...lines, ' '];
  throw new RangeError(`the dictionary has ${lines.length} symbols, the model ${symbolCount - 1}`);
}

const dynamicPicture = { type: 'float32', shape: [null, 3, null, null] } as const;

export default defineModel({
  ...{ name: 'ppocr', title: 'PP-OCR, English', task: 'on-screen-text', version: 1, rank: 50 },
  files: {
    detection: {
      kind: 'onnx',
      inputs: { x: dynamicPicture },
      outputs: { 'sigmoid_0.tmp_0': { type: 'float32', shape: [null, 1, null, null] } },
    },
    classification: {
      kind: 'onnx',
      inputs: { x: dynamicPicture },
      outputs: { [classifierOutput]: { type: 'float32', shape: [null, 2] } },
    },
    recognition: {
      kind: 'onnx',
      inputs: { x: { type: 'float32', shape: [null, 3, 32, null] } },
      outputs: { [recognitionOutput]: { type: 'float32', shape: [null, null, symbolCount + 1] } },
    },
    dictionary: { kind: 'text', names: ['en_dict.txt'], need: 'required' },
  },
  load({ sessions, texts }) {
    const symbols = symbolsOf(texts.dictionary ?? '');
    return {
      async run({ picture }) {
        return { lines: await linesOf(sessions, symbols, picture) };
      },
    };
  },
});
