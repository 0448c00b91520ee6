import { describe, expect, it } from 'vitest';
import type { ReadLine } from '../../src-preload/contract/inference-tasks.ts';
import { textSpans } from './text-spans.ts';
import { linkTexts, textFrames } from './text-tracks.ts';
import { atOnce } from './turns.ts';

const aspect = 16 / 9;

interface Placed {
  readonly x?: number;
  readonly y?: number;
  readonly width?: number;
  readonly height?: number;
  readonly confidence?: number;
}

/** In the middle of the upper half unless placed. */
function line(text: string, placed: Placed = {}): ReadLine {
  const { x = 0.3, y = 0.3, width = 0.4, height = 0.06, confidence = 0.9 } = placed;
  const corners = [
    { x, y },
    { x: x + width, y },
    { x: x + width, y: y + height },
    { x, y: y + height },
  ];
  return { text, confidence, corners };
}

/** One frame every two seconds. */
function spansOf(...frames: ReadLine[][]) {
  const samples = frames.map((answer, at) => ({ timeSec: at * 2, endSec: at * 2 + 2, answer }));
  return textSpans(atOnce(linkTexts(textFrames(samples, { leastConfidence: 0.5, aspect }), aspect)));
}

describe('texts over time', () => {
  it('are one span while they stay, however they are misread', () => {
    const [span, ...others] = spansOf([line('Hello world')], [line('Hel1o world')], [line('Hello world')]);
    expect(others).toStrictEqual([]);
    expect(span).toMatchObject({ text: 'Hello world', startSec: 0, endSec: 6, readings: [] });
  });

  it('bridge a frame in which they were not read', () => {
    expect(spansOf([line('Hello world')], [], [line('Hello world')])).toHaveLength(1);
    expect(spansOf([line('Hello world')], [], [], [line('Hello world')])).toHaveLength(2);
  });

  it('are two when others take their place', () => {
    expect(spansOf([line('Good morning')], [line('Good night, all')]).map(({ text }) => text)).toStrictEqual([
      ...['Good morning', 'Good night, all'],
    ]);
  });

  it('are two when they stand in two places at once', () => {
    const both = [line('Rushes'), line('Rushes', { y: 0.8 })];
    expect(spansOf(both, both)).toHaveLength(2);
  });

  it('are followed on something that moves', () => {
    const moving = [0.1, 0.25, 0.4].map((x) => [line('REDEMPTION', { x, width: 0.1 })]);
    expect(spansOf(...moving)).toHaveLength(1);
  });

  it('that count are one span with readings', () => {
    const counting = ['Frame = 8', 'Frame = 9', 'Frame = 9', 'Frame = 10'].map((text, at) => [
      line(text, { width: 0.4 + at * 0.01 }),
    ]);
    expect(spansOf(...counting)).toMatchObject([
      {
        text: 'Frame = 8',
        kind: 'other',
        readings: [
          { timeSec: 0, text: 'Frame = 8' },
          { timeSec: 2, text: 'Frame = 9' },
          { timeSec: 6, text: 'Frame = 10' },
        ],
      },
    ]);
  });

  it('whose number is misread in between do not count', () => {
    const readings = ['Route 66', 'Route 86', 'Route 66', 'Route 60', 'Route 66'].map((text) => [line(text)]);
    expect(spansOf(...readings)).toMatchObject([{ text: 'Route 66', readings: [] }]);
  });

  it('are left out when they were hardly read, or have no letters', () => {
    expect(spansOf([line('faint', { confidence: 0.3 }), line('— . —'), line('  ')])).toStrictEqual([]);
  });

  it('are boxed within the picture, with white space made one', () => {
    expect(spansOf([line(' wide \n text ', { x: 0.9 })])[0]).toMatchObject({
      text: 'wide text',
      box: { x: 0.9 },
    });
    expect(spansOf([line('wide', { x: 0.9 })])[0]?.box.width).toBeCloseTo(0.1, 10);
  });
});

describe('kinds of text', () => {
  const kindsOf = (...frames: ReadLine[][]) => spansOf(...frames).map(({ kind }) => kind);

  it.each(['01:00:00:00', '10:59:59;24', 'TCR 00:00:01.12'])('calls %s a timecode', (text) => {
    expect(kindsOf([line(text)])).toStrictEqual(['timecode']);
  });

  it.each(['01:75:00:00', '12:30', '1001:00:00:00', 'AB:CD:EF:GH'])('does not call %s one', (text) => {
    expect(kindsOf([line(text, { x: 0 })])).toStrictEqual(['other']);
  });

  it('knows a timecode by most of its readings, and puts back colons that were overlooked', () => {
    const [span] = spansOf(
      ...['01:0000:00', '01:00:02:00', '01:00:0400', '01:00:06:00', '01:00:800', '01:00:10:00'].map(
        (text) => [line(text)],
      ),
    );
    expect(span).toMatchObject({ kind: 'timecode', text: '01:00:00:00', startSec: 0, endSec: 12 });
    // The one before the last lacks a digit: nobody knows which.
    expect(span?.readings).toStrictEqual([
      { timeSec: 0, text: '01:00:00:00' },
      { timeSec: 2, text: '01:00:02:00' },
      { timeSec: 4, text: '01:00:04:00' },
      { timeSec: 6, text: '01:00:06:00' },
      { timeSec: 10, text: '01:00:10:00' },
    ]);
  });

  it('calls what stands low for a while a caption', () => {
    expect(kindsOf([line('– Who goes there?', { y: 0.85 })], [])).toStrictEqual(['caption']);
    expect(kindsOf([line('Jane Doe, baker', { x: 0.05, y: 0.75, width: 0.3 })], [])).toStrictEqual([
      'caption',
    ]);
  });

  it('does not call what always stands there a caption', () => {
    const mark = [line('www.example.com', { y: 0.9 })];
    expect(kindsOf(mark, mark, mark, mark, mark, mark)).toStrictEqual(['other']);
  });

  it('calls what is large and in the middle for a while a title', () => {
    expect(kindsOf([line('The Rushes', { y: 0.4, height: 0.15 })], [])).toStrictEqual(['title']);
    expect(kindsOf([line('The Rushes', { x: 0, y: 0.4, height: 0.15, width: 0.3 })], [])).toStrictEqual([
      'other',
    ]);
    expect(kindsOf([line('The Rushes', { y: 0.4, height: 0.05 })], [])).toStrictEqual(['other']);
  });

  it('calls nothing a caption that moves, is askew, counts, or is hardly a word', () => {
    const still = line('REDEMPTION', { y: 0.8, x: 0.3 });
    expect(kindsOf([still], [still])).toStrictEqual(['caption']);
    expect(kindsOf([still], [line('REDEMPTION', { y: 0.7, x: 0.1 })])).toStrictEqual(['other']);
    const [first, second, third, fourth] = still.corners;
    if (!first || !second || !third || !fourth) throw new Error('no corners');
    const down = (corner: typeof first) => ({ ...corner, y: corner.y + 0.1 });
    expect(kindsOf([{ ...still, corners: [first, down(second), down(third), fourth] }])).toStrictEqual([
      'other',
    ]);
    expect(kindsOf(...['Lap 1', 'Lap 2', 'Lap 3'].map((text) => [line(text, { y: 0.8 })]))).toStrictEqual([
      'other',
    ]);
    expect(kindsOf([line('R8', { y: 0.8 })])).toStrictEqual(['other']);
  });
});
