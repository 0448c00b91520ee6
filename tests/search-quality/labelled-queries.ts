/**
 * Queries, and what they should find among `labelledClips`.
 *
 * To add one, put a line into the list of its kind:
 * - `clips`: every clip that fits, at most ten, with 3 (exactly what is asked for), 2 (fits well) or 1 (fits loosely). None: nothing fits.
 * - `moments`: where it is, in seconds: `{ clip, at }` for what begins there, `{ clip, from, to }` for what lasts; with `lane`, it has to be
 *   found by that. Left out where the clip as a whole is meant.
 *
 * Label from looking and listening, never from what search answers: a clip that a model gets wrong stays in, and lowers the measure.
 */
import type { LabelledClip } from './labelled-library.ts';

export const kinds = [
  ...(['said', 'read', 'seen', 'heard', 'technical', 'place', 'time'] as const),
  ...(['annotated', 'combined', 'misspelt', 'nonsense'] as const),
] as const;
export type Kind = (typeof kinds)[number];

type Lane = 'said' | 'read' | 'sees' | 'hears' | 'picture';
type Moment = { readonly clip: LabelledClip; readonly lane?: Lane } & (
  { readonly at: number } | { readonly from: number; readonly to: number }
);

export interface LabelledQuery {
  readonly query: string;
  readonly clips: Readonly<Partial<Record<LabelledClip, 1 | 2 | 3>>>;
  readonly moments?: readonly Moment[];
}

const example = 'auto-editor/example.mp4';
const kennedy = 'derived/person-with-speech.mp4';
const bunny = 'derived/multi-audio-multi-subs.mkv';
const bed = 'androidx-media/internal_emulator_transformer_output.mp4';
const bedTurned = 'androidx-media/internal_emulator_transformer_output_270_rotated.mp4';
const stove = 'moviepy/fire2.mp4';
const chaplin = 'moviepy/chaplin.mp4';
const bars = 'moviepy/smpte-2997.mp4';
const plane = 'moviepy/video_with_failing_audio.mp4';
const nature = 'pyscenedetect/testvideo.mp4';
const counter = 'pyscenedetect/counter.mp4';
const visitors = 'intel/one-by-one-person-detection.mp4';
const handSign = 'intel/help.mkv';
const gameBox = 'metadata-extractor/with-gps.mov';
const gannets = 'androidx-media/sample.avi';
const redKeys = 'metadata-extractor/ftyp3gp5.mp4';
const whiteKeys = 'androidx-media/h265_with_metadata_track.mp4';
const chart = 'androidx-media/hlg10-color-test.mp4';
const roofs = 'androidx-media/dolbyVision-hdr.MOV';
const roofsPq = 'androidx-media/hdr10-video-with-sdr-container.mp4';
const roofsTall = 'androidx-media/sample_edit_list.mp4';
const valley = 'androidx-media/sample_with_colr_mdcv_and_clli.mp4';
const tall4k = 'androidx-media/portrait_4k60.mp4';
const glasses = 'androidx-media/sample_with_metadata.mp4';
const glassesSubtitled = 'androidx-media/sample_with_srt.mkv';
const glassesTurned = 'androidx-media/sample_portrait.mp4';
const glassesMirrored = 'androidx-media/sample_rotate_and_reflect.mp4';
const skeleton = 'metadata-extractor/Sony_ILCE-7M3__A7M3_.mts';
const quickTime = 'metadata-extractor/sample.3gp';
const [pig, rabbit] = ['mdn/pig.mp4', 'mdn/rabbit320.mp4'] as const;
const [beeps, tallPixels] = ['auto-editor/mov_text.mp4', 'auto-editor/SAR-2by3.mp4'] as const;
const tone = 'androidx-media/sample_with_chapters.mkv';
const pie = 'androidx-media/fragmented_captions.mp4';
const floor = 'androidx-media/sample_sef_slow_motion.mp4';
const damaged = 'androidx-media/invalid-bitstream.webm';
const black = 'moviepy/no_duration.webm';
const clouds = 'androidx-media/bbb_2500ms.ts';

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

export const labelledQueries: Readonly<Record<Kind, readonly LabelledQuery[]>> = {
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
      clips: { [chaplin]: 3, [gannets]: 3, [bed]: 3, [bedTurned]: 3, [bunny]: 3 },
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

  technical: [
    { query: 'is:hdr', clips: { [roofs]: 3, [roofsPq]: 3, [roofsTall]: 3, [chart]: 3, [valley]: 3 } },
    { query: 'hdr:hlg', clips: { [roofsTall]: 3, [chart]: 3 } },
    { query: 'dolby vision', clips: { [roofs]: 3 } },
    { query: 'height:>=2160', clips: { [tall4k]: 3 } },
    { query: '4k', clips: { [tall4k]: 3 } },
    { query: 'codec:av1', clips: { [valley]: 3 } },
    { query: 'codec:hevc', clips: { [roofs]: 3, [roofsPq]: 3, [roofsTall]: 3, [chart]: 3, [whiteKeys]: 3 } },
    { query: 'vp9', clips: { [black]: 3, [damaged]: 3 } },
    { query: 'mpeg2', clips: { [clouds]: 3 } },
    { query: 'duration:>30s', clips: { [example]: 3, [visitors]: 3, [bunny]: 3 } },
    { query: 'is:failed', clips: { [damaged]: 3 } },
    { query: 'slow motion', clips: { [floor]: 3 } },
    {
      query: 'is:vertical',
      clips: {
        ...{ [roofs]: 3, [roofsTall]: 3, [tall4k]: 3, [whiteKeys]: 3, [redKeys]: 3 },
        ...{ [gameBox]: 3, [bedTurned]: 3, [glassesTurned]: 3, [glassesMirrored]: 3 },
      },
    },
    { query: 'camera:sony', clips: { [skeleton]: 3 } },
    { query: 'iphone', clips: { [roofs]: 3, [gameBox]: 3 } },
    { query: 'iphone 6', clips: { [gameBox]: 3 } },
    { query: 'has:subtitles', clips: { [glassesSubtitled]: 3, [beeps]: 3, [bunny]: 3, [skeleton]: 2 } },
  ],

  place: [
    { query: 'near:54.18,-2.72,5km', clips: { [stove]: 3 } },
    { query: 'near:51.5334,-0.1255,2km', clips: { [roofs]: 3, [chart]: 3 } },
    { query: 'near:51.5334,-0.1255,20km', clips: { [roofs]: 3, [chart]: 3, [whiteKeys]: 3 } },
    { query: 'near:32.09,34.86,10km', clips: { [gameBox]: 3 } },
    { query: 'folder:pyscenedetect', clips: { [counter]: 3, [nature]: 3 } },
  ],

  time: [
    { query: 'date:2012', clips: { [pig]: 3, [rabbit]: 3 } },
    { query: 'date:2023-04..2023-05', clips: { [whiteKeys]: 3, [roofs]: 3 } },
    { query: 'date:2017', clips: { [visitors]: 3, [stove]: 3 } },
    { query: 'date:2005-10-28', clips: { [quickTime]: 3 } },
    { query: 'filmed in 2019', clips: { [skeleton]: 3, [gameBox]: 3 } },
    { query: 'march 2012', clips: { [pig]: 3, [rabbit]: 3 } },
    { query: 'year:2024', clips: { [chart]: 3, [roofsTall]: 3 } },
  ],

  annotated: [
    { query: 'tag:toy', clips: { [pig]: 3, [rabbit]: 3 } },
    { query: 'toys', clips: { [pig]: 3, [rabbit]: 3 } },
    { query: 'rating:>=4', clips: { [pig]: 3, [rabbit]: 3, [bed]: 3 } },
    { query: 'rights cleared', clips: { [chaplin]: 3 } },
    { query: 'white balance', clips: { [chart]: 3 } },
    { query: 'note:delivery', clips: { [nature]: 3 } },
    { query: 'surveillance', clips: { [visitors]: 3 } },
    { query: 'Test Artist', clips: { [glasses]: 3 } },
  ],

  combined: [
    { query: 'dog tag:selects', clips: { [bed]: 3 }, moments: [{ clip: bed, from: 0, to: 5 }] },
    { query: 'camera:apple is:hdr', clips: { [roofs]: 3 } },
    { query: 'toy rating:5', clips: { [rabbit]: 3 } },
    { query: 'hears:music -sees:dog', clips: { [chaplin]: 3, [gannets]: 3, [bunny]: 3 } },
    { query: 'sees:person hears:speech', clips: { [kennedy]: 3 } },
    { query: 'codec:hevc date:2024', clips: { [chart]: 3, [roofsTall]: 3 } },
    {
      query: 'dog OR pig',
      clips: { [bed]: 3, [bedTurned]: 3, [stove]: 3, [pig]: 3 },
      moments: inBed,
    },
    {
      query: 'keyboard date:2020',
      clips: { [redKeys]: 3 },
      moments: [{ clip: redKeys, from: 0, to: 1.3 }],
    },
    { query: 'folder:moviepy duration:<5s', clips: { [stove]: 3, [black]: 3 } },
    { query: 'country -sees:bird', clips: { [kennedy]: 3 }, moments: [{ clip: kennedy, at: 5.9 }] },
    { query: 'tag:reference said:blue', clips: { [bars]: 3 }, moments: [{ clip: bars, at: 9 }] },
    { query: 'banana duration:>30s', clips: { [example]: 3 }, moments: [{ clip: example, at: 39.98 }] },
    { query: 'archive black and white', clips: { [chaplin]: 3 } },
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

  nonsense: [
    'xqzzvt blorfing',
    'flurbo wibble snarkle',
    'asdfghjkl',
    'zzzzzz',
    '!!! ??? ...',
    'submarine volcano eruption',
    'penguins playing chess',
    'quantum accordion giraffe',
    'kubernetes invoice',
    'wedding cake',
    'snowboarding helicopter',
    'hears:applause',
    'said:mortgage',
    'camera:hasselblad',
    'tag:holiday',
    'near:0,0,1km',
    'date:1950',
    'zebra rating:>=3',
    'banana tag:archive',
    'the budget meeting of the finance department',
    '\u{1F984}\u{1F984}\u{1F984}',
  ].map((query) => ({ query, clips: {} })),
};
