/** Queries for what is said, read, seen and heard. How to add one is in `labelled-query.ts`. */
import {
  example,
  kennedy,
  bunny,
  bed,
  bedTurned,
  stove,
  chaplin,
  bars,
  plane,
  nature,
  counter,
  visitors,
  handSign,
  gameBox,
  gannets,
  redKeys,
  whiteKeys,
  chart,
  valley,
  glasses,
  glassesSubtitled,
  glassesTurned,
  glassesMirrored,
  skeleton,
  quickTime,
  tone,
  pie,
  clouds,
  pig,
  rabbit,
  beeps,
  tallPixels,
} from './clip-names.ts';
import type { LabelledQuery, Moment } from './labelled-query.ts';

const askedNot: readonly Moment[] = [
  { clip: kennedy, from: 3.3, to: 7.3 },
  { clip: bunny, from: 5.5, to: 10 },
];
const inBed: readonly Moment[] = [
  { clip: bed, from: 0, to: 5 },
  { clip: bedTurned, from: 0, to: 5 },
];
const withPhone: readonly Moment[] = [
  { clip: bed, from: 1.9, to: 5 },
  { clip: bedTurned, from: 1.9, to: 5 },
];
const keys: readonly Moment[] = [
  { clip: redKeys, from: 0, to: 1.3 },
  { clip: whiteKeys, at: 0 },
];

export const queriesByContent: Readonly<
  Record<'said' | 'read' | 'seen' | 'heard' | 'misspelt', readonly LabelledQuery[]>
> = {
  said: [
    {
      query: 'banana',
      clips: { [example]: 3 },
      moments: [
        { clip: example, lane: 'said', at: 16.7 },
        { clip: example, lane: 'said', at: 39.98 },
      ],
    },
    { query: 'hello', clips: { [example]: 3 }, moments: [{ clip: example, at: 0.15 }] },
    { query: 'commercial uses', clips: { [example]: 3 }, moments: [{ clip: example, at: 9.1 }] },
    { query: 'said:"time reaches"', clips: { [example]: 3 }, moments: [{ clip: example, at: 14.1 }] },
    { query: 'convenience and pleasure', clips: { [example]: 3 }, moments: [{ clip: example, at: 3.4 }] },
    {
      query: 'what you can see on the bottom right',
      clips: { [example]: 3 },
      moments: [{ clip: example, at: 10.7 }],
    },
    {
      query: 'ask not what your country can do for you',
      clips: { [kennedy]: 3, [bunny]: 3 },
      moments: askedNot,
    },
    {
      query: 'said:country',
      clips: { [kennedy]: 3, [bunny]: 3 },
      moments: [
        { clip: kennedy, at: 5.9 },
        { clip: bunny, from: 5.5, to: 10 },
      ],
    },
    {
      query: 'my fellow americans',
      clips: { [bunny]: 3, [kennedy]: 3 },
      moments: [
        { clip: bunny, from: 1, to: 5 },
        { clip: kennedy, from: 0.3, to: 2.4 },
      ],
    },
    {
      query: 'the video where somebody says what you can do for your country',
      clips: { [kennedy]: 3, [bunny]: 2 },
      moments: [{ clip: kennedy, from: 5.4, to: 9.7 }],
    },
    {
      query: 'more blue',
      clips: { [bars]: 3 },
      moments: [{ clip: bars, at: 9 }],
    },
    { query: 'said:green', clips: { [bars]: 3 }, moments: [{ clip: bars, at: 5 }] },
    // In a subtitle track of the file.
    { query: '"first subtitle"', clips: { [glassesSubtitled]: 3 } },
  ],
  read: [
    { query: 'red dead redemption', clips: { [gameBox]: 3 }, moments: [{ clip: gameBox, from: 0, to: 4 }] },
    { query: 'text:PS4', clips: { [gameBox]: 3 }, moments: [{ clip: gameBox, from: 0, to: 4 }] },
    { query: 'text:rockstar', clips: { [gameBox]: 3 }, moments: [{ clip: gameBox, from: 0, to: 4 }] },
    { query: 'bcastell', clips: { [nature]: 3 }, moments: [{ clip: nature, from: 0.5, to: 24 }] },
    { query: 'copyright 2013', clips: { [nature]: 3 }, moments: [{ clip: nature, from: 0.5, to: 24 }] },
    {
      query: 'big buck bunny',
      clips: { [bunny]: 3, [clouds]: 1 },
      moments: [{ clip: bunny, from: 25, to: 29.7 }],
    },
    {
      query: 'peach open movie project',
      clips: { [bunny]: 3 },
      moments: [{ clip: bunny, from: 20.3, to: 22.9 }],
    },
    {
      query: 'text:quicktime',
      clips: { [quickTime]: 3 },
      moments: [{ clip: quickTime, from: 2.4, to: 4.9 }],
    },
    { query: 'misfits', clips: { [handSign]: 3 }, moments: [{ clip: handSign, from: 0, to: 1.9 }] },
    { query: 'text:frame', clips: { [counter]: 3 }, moments: [{ clip: counter, from: 0, to: 3 }] },
    { query: 'text:"ntsc square"', clips: { [pie]: 3 }, moments: [{ clip: pie, from: 0, to: 2 }] },
    { query: 'text:bop', clips: { [pie]: 3 }, moments: [{ clip: pie, at: 1 }] },
    { query: 'x-rite', clips: { [chart]: 3 }, moments: [{ clip: chart, at: 0 }] },
    { query: 'F12', clips: { [whiteKeys]: 3 }, moments: [{ clip: whiteKeys, at: 0 }] },
    { query: 'text:"01:00:30"', clips: { [example]: 3 }, moments: [{ clip: example, at: 30 }] },
  ],
  seen: [
    {
      query: 'dog',
      clips: { [bed]: 3, [bedTurned]: 3, [stove]: 3 },
      moments: [...inBed, { clip: stove, from: 0.7, to: 2.4 }],
    },
    { query: 'sees:bed', clips: { [bed]: 3, [bedTurned]: 3 }, moments: inBed },
    { query: 'cell phone', clips: { [bed]: 3, [bedTurned]: 3 }, moments: withPhone },
    { query: 'airplane', clips: { [plane]: 3 }, moments: [{ clip: plane, from: 0, to: 3 }] },
    {
      query: 'bird',
      clips: { [gannets]: 3, [bunny]: 3 },
      moments: [
        { clip: gannets, from: 0.5, to: 4.1 },
        { clip: bunny, from: 15.5, to: 20.9 },
      ],
    },
    { query: 'birds in the sky', clips: { [gannets]: 3 }, moments: [{ clip: gannets, from: 0.5, to: 4.1 }] },
    { query: 'keyboard', clips: { [redKeys]: 3, [whiteKeys]: 3 }, moments: keys },
    { query: 'computer keyboard', clips: { [redKeys]: 3, [whiteKeys]: 3 }, moments: keys },
    { query: 'deer', clips: { [nature]: 3 }, moments: [{ clip: nature, from: 6.5, to: 11.7 }] },
    {
      query: 'autumn leaf',
      clips: { [nature]: 3 },
      moments: [
        { clip: nature, from: 0.5, to: 5.7 },
        { clip: nature, from: 12.5, to: 17.7 },
      ],
    },
    { query: 'rabbit', clips: { [rabbit]: 3 } },
    { query: 'pig', clips: { [pig]: 3 }, moments: [{ clip: pig, from: 0, to: 6.5 }] },
    { query: 'black and white', clips: { [chaplin]: 3, [kennedy]: 3 } },
    { query: 'man with a hat', clips: { [chaplin]: 3, [kennedy]: 3, [gameBox]: 2 } },
    { query: 'skeleton', clips: { [skeleton]: 3 }, moments: [{ clip: skeleton, at: 0 }] },
    { query: 'stove', clips: { [stove]: 3 }, moments: [{ clip: stove, from: 0, to: 1 }] },
    { query: 'valley', clips: { [valley]: 3 }, moments: [{ clip: valley, from: 0, to: 1 }] },
    { query: 'misty valley', clips: { [valley]: 3 }, moments: [{ clip: valley, from: 0, to: 1 }] },
    {
      query: 'face close-up',
      clips: { [glasses]: 3, [glassesSubtitled]: 3, [glassesTurned]: 2, [glassesMirrored]: 2 },
    },
    { query: 'colour bars', clips: { [bars]: 3, [beeps]: 2, [tallPixels]: 2, [tone]: 2, [pie]: 1 } },
    {
      query: 'people:>=2',
      clips: { [chaplin]: 3, [kennedy]: 3, [plane]: 3 },
    },
    {
      query: 'person standing full shot',
      clips: { [visitors]: 3, [chaplin]: 2, [kennedy]: 2 },
      moments: [{ clip: visitors, from: 4, to: 19 }],
    },
    { query: 'sees:chair', clips: { [handSign]: 3 }, moments: [{ clip: handSign, from: 0, to: 1.9 }] },
  ],
  heard: [
    {
      query: 'hears:music',
      clips: { [chaplin]: 3, [gannets]: 3, [bed]: 3, [bedTurned]: 3, [bunny]: 3, [clouds]: 1 },
      moments: [
        { clip: chaplin, from: 0, to: 9.6 },
        { clip: gannets, from: 0.5, to: 4.1 },
        { clip: bed, from: 0, to: 5 },
        { clip: bunny, from: 0, to: 20 },
      ],
    },
    {
      query: 'hears:speech',
      clips: { [example]: 3, [kennedy]: 3 },
      moments: [
        { clip: example, at: 0.2 },
        { clip: example, at: 39.98 },
        { clip: kennedy, from: 0.3, to: 9.7 },
      ],
    },
    { query: 'bird call', clips: { [bunny]: 3 }, moments: [{ clip: bunny, from: 20, to: 23 }] },
    { query: 'has:speech', clips: { [example]: 3, [kennedy]: 3, [bunny]: 3, [bars]: 1 } },
    {
      query: 'beep',
      clips: { [beeps]: 3, [tallPixels]: 2, [tone]: 2 },
      moments: [
        { clip: beeps, at: 0 },
        { clip: beeps, at: 1 },
      ],
    },
    { query: 'ticking', clips: { [bars]: 3 }, moments: [{ clip: bars, from: 0, to: 10 }] },
    { query: 'sine wave', clips: { [tone]: 3, [beeps]: 2, [tallPixels]: 2 } },
  ],
  misspelt: [
    {
      query: 'bananna',
      clips: { [example]: 3 },
      moments: [
        { clip: example, at: 16.7 },
        { clip: example, at: 39.98 },
      ],
    },
    { query: 'red dead redemtion', clips: { [gameBox]: 3 }, moments: [{ clip: gameBox, from: 0, to: 4 }] },
    { query: 'keybord', clips: { [redKeys]: 3, [whiteKeys]: 3 }, moments: keys },
    { query: 'airplaine', clips: { [plane]: 3 }, moments: [{ clip: plane, from: 0, to: 3 }] },
    { query: 'convenence', clips: { [example]: 3 }, moments: [{ clip: example, at: 3.4 }] },
    { query: 'copyrigth', clips: { [nature]: 3 }, moments: [{ clip: nature, from: 0.5, to: 24 }] },
    { query: 'surveilance', clips: { [visitors]: 3 } },
    { query: 'said:contry', clips: { [kennedy]: 3, [bunny]: 3 }, moments: [{ clip: kennedy, at: 5.9 }] },
    { query: 'rabit', clips: { [rabbit]: 3 } },
  ],
};
