import { describe, expect, it } from 'vitest';
import { planDecode, type PlanRequest } from './decode-plan.ts';
import type { DecodeWishes, FrameWish } from './stage.ts';

type Probe = PlanRequest['probe'];

const sdr = { primaries: 'bt709', transfer: 'bt709', matrix: 'bt709', range: 'tv', chromaLocation: null };
const hlg = { ...sdr, primaries: 'bt2020', transfer: 'arib-std-b67', matrix: 'bt2020nc' };

function probeWith(
  video: Partial<Probe['video']> = {},
  audio: readonly { index: number; isDefault: boolean }[] = [],
): Probe {
  const facts = {
    index: 0,
    width: 1920,
    height: 1080,
    rotationDeg: 0,
    mirrored: false,
    framesPerSecond: 25,
    pixelFormat: 'yuv420p',
  };
  // The plan looks at these few fields of the artifact.
  return { video: { ...facts, colour: sdr, ...video }, audioTracks: audio } as unknown as Probe;
}

function plan(wishes: Readonly<Record<string, DecodeWishes>>, more: Partial<PlanRequest> = {}) {
  return planDecode({
    analyzers: Object.entries(wishes).map(([name, wish]) => ({ name, wishes: wish })),
    probe: probeWith(),
    capabilities: {
      canToneMap: true,
      frameSyncOption: '-fps_mode',
      hasErrorRateOption: true,
      printsToPipes: true,
    },
    threads: 0,
    skipLoopFilter: 'none',
    betweenKeyframes: 'skip',
    clock: { times: 'as-stored', shiftSec: 0 },
    ...more,
  });
}

const every: FrameWish = { rate: 'every', width: 128, height: 72, pixelFormat: 'rgb24' };
const keys: FrameWish = { ...every, rate: 'keyframes' };
const withSound = probeWith({ index: 1 }, [
  { index: 0, isDefault: false },
  { index: 2, isDefault: true },
]);

/** The graphs, which are what follows each -filter_complex. */
function graphs({ outputOptions }: { readonly outputOptions: readonly string[] }): string[] {
  return outputOptions.filter((_, at) => outputOptions[at - 1] === '-filter_complex');
}

const times = (pipe: number, filter = 'metadata'): string =>
  `${filter}=mode=add:key=rushes:value=1,${filter}=mode=print:key=rushes:file='pipe\\:${String(pipe)}':direct=1`;

describe('planDecode', () => {
  it('writes one output with its times', () => {
    const { globalOptions, inputOptions, outputOptions, pipeCount } = plan({ one: { frames: { f: every } } });
    expect(globalOptions).toEqual(['-filter_complex_threads', '1', '-max_error_rate', '1', '-copyts']);
    expect(inputOptions).toEqual(['-noautorotate']);
    expect(outputOptions).toEqual([
      '-filter_complex',
      `[0:0]scale=128:72:flags=area,format=yuv444p,scale=flags=bilinear+full_chroma_int,format=rgb24,settb=AVTB,${times(4)}[v0]`,
      ...['-map', '[v0]', '-fps_mode', 'passthrough', '-c:v', 'rawvideo', '-f', 'rawvideo', 'pipe:3'],
    ]);
    expect(pipeCount).toBe(2);
  });

  it('writes pictures and sound as graphs of their own, from the default track', () => {
    const audio = { samples: true, measure: { silenceDb: -35.5, silenceSec: 0.5 } };
    const made = plan({ one: { frames: { f: every }, audio } }, { probe: withSound });
    expect(graphs(made)).toEqual([
      `[0:1]scale=128:72:flags=area,format=yuv444p,scale=flags=bilinear+full_chroma_int,format=rgb24,settb=AVTB,${times(4)}[v0]`,
      '[0:2]asplit=2[in_samples][in_measure0];' +
        `[in_samples]aresample=16000,aformat=sample_fmts=s16:channel_layouts=mono,asetnsamples=n=800:p=0,asettb=AVTB,${times(6, 'ametadata')}[samples];` +
        '[in_measure0]aresample=48000,ebur128=metadata=1:peak=sample+true,silencedetect=noise=-35.5dB:duration=0.5,' +
        `asettb=AVTB,ametadata=mode=print:file='pipe\\:7':direct=1[measure0]`,
    ]);
    expect(made.pipeCount).toBe(5);
    expect(made.streams).toEqual([1, 2]);
  });

  it('takes the first track where none is the default, and none where there is none', () => {
    const audio = { samples: true };
    const tracks = [3, 4].map((index) => ({ index, isDefault: false }));
    expect(graphs(plan({ one: { audio } }, { probe: probeWith({}, tracks) }))[0]).toMatch(
      /^\[0:3\]aresample/,
    );
    expect(plan({ one: { audio } })).toMatchObject({
      samples: null,
      outputOptions: [],
      pipeCount: 0,
      streams: [],
    });
  });

  it('lets equal wishes share an output', () => {
    const made = plan({
      one: { frames: { a: every, b: { ...every, width: 64 } } },
      two: { frames: { c: { ...every }, d: { ...every, pixelFormat: 'gray' } } },
      three: { frames: { e: { ...every, minimumGapSec: 5 } } },
    });
    expect(made.pictures.map(({ targets }) => targets.map(({ analyzer, wish }) => analyzer + wish))).toEqual([
      ['onea', 'twoc', 'threee'],
      ['oneb'],
      ['twod'],
    ]);
    expect(made.pictures.map(({ frameBytes }) => frameBytes)).toEqual([128 * 72 * 3, 64 * 72 * 3, 128 * 72]);
    expect(graphs(made)[0]).toMatch(/^\[0:0\]split=3\[in_v0\]\[in_v1\]\[in_v2\];\[in_v0\]scale=/);
  });

  it('measures once for each setting', () => {
    const quiet = { measure: { silenceDb: -50, silenceSec: 1 } };
    const { measures } = plan(
      { a: { audio: quiet }, b: { audio: { measure: { ...quiet.measure } } } },
      { probe: withSound },
    );
    expect(measures.map(({ analyzers }) => analyzers)).toEqual([['a', 'b']]);
  });

  it('leaves frames between keyframes undecoded only where nobody wants them', () => {
    expect(plan({ a: { frames: { keys } } }).inputOptions).toEqual([
      ...['-discard:v', 'nokey', '-skip_frame:v', 'nokey'],
      '-noautorotate',
    ]);
    expect(plan({ a: { frames: { keys } } }).keyframesOnly).toBe(true);
    expect(plan({ a: { frames: { keys } }, b: { frames: { every } } }).keyframesOnly).toBe(false);
    expect(plan({ a: { frames: { keys } } }, { betweenKeyframes: 'decode' }).inputOptions).toEqual([
      '-noautorotate',
    ]);
    expect(plan({ a: { audio: { samples: true } } }, { probe: withSound }).keyframesOnly).toBe(false);
  });

  it('chooses frames by rate', () => {
    const chosen = (wish: FrameWish): string =>
      /select='([^']*)'/.exec(graphs(plan({ a: { frames: { wish } } }))[0] ?? '')?.[1] ?? '';
    expect(chosen(every)).toBe('');
    expect(chosen(keys)).toBe('(key+eq(n,0))');
    expect(chosen({ ...keys, minimumGapSec: 2 })).toBe(
      '(key+eq(n,0))*(isnan(prev_selected_t)+gte(abs(t-prev_selected_t),1.999))',
    );
    expect(chosen({ ...every, rate: { perSecond: 0.5 } })).toBe(
      'isnan(prev_selected_t)+not(eq(floor((t+0.02)*0.5),floor((prev_selected_t+0.02)*0.5)))',
    );
  });

  it('scales before it turns, to the size that is wanted afterwards', () => {
    const { width, height, pixelFormat } = every;
    const upright: FrameWish = { rate: 'every', width: height, height: width, pixelFormat };
    const graph = graphs(plan({ a: { frames: { upright } } }, { probe: probeWith({ rotationDeg: -90 }) }))[0];
    expect(graph).toContain(
      'scale=128:72:flags=area,format=yuv444p,scale=flags=bilinear+full_chroma_int,format=rgb24,transpose=clock,settb=AVTB,',
    );
  });

  it('enlarges smoothly, and takes unnamed matrices of high definition for BT.709', () => {
    const unnamed = probeWith({ colour: { ...sdr, matrix: null } });
    const large: FrameWish = { ...every, width: 4000, height: 2000 };
    expect(graphs(plan({ a: { frames: { large } } }, { probe: unnamed }))[0]).toContain(
      'scale=4000:2000:flags=bicubic,format=yuv444p,scale=flags=bilinear+full_chroma_int:in_color_matrix=bt709,format=rgb24,',
    );
    const small = probeWith({ width: 640, height: 480, colour: { ...sdr, matrix: null } });
    expect(graphs(plan({ a: { frames: { every } } }, { probe: small }))[0]).not.toContain('in_color_matrix');
  });

  it('maps tones of HDR only, and only where ffmpeg can', () => {
    const wishes = { a: { frames: { mapped: { ...every, toneMap: true }, plain: every } } };
    const probe = probeWith({ colour: hlg });
    expect(plan(wishes).pictures).toHaveLength(1);
    const mapped = plan(wishes, { probe });
    expect(mapped.pictures).toHaveLength(2);
    expect(graphs(mapped)[0]).toMatch(
      /scale=128:72:[^,]*,format=yuv444p10le,.*tonemap=.*,scale=flags=bilinear.full_chroma_int,format=rgb24,settb/,
    );
    const capabilities = {
      canToneMap: false,
      frameSyncOption: '-vsync',
      hasErrorRateOption: false,
      printsToPipes: false,
    } as const;
    const old = plan(wishes, { probe, capabilities });
    expect(old.pictures).toHaveLength(1);
    expect(old.globalOptions).toEqual(['-filter_complex_threads', '1', '-copyts']);
    expect(old.outputOptions).toContain('-vsync');
    expect(graphs(old)[0]).toMatch(/,settb=AVTB,showinfo@p4\[v0\]$/);
  });

  it('moves the clock before anything looks at it', () => {
    const wishes = { a: { frames: { every }, audio: { samples: true } } };
    const late = plan(wishes, { probe: withSound, clock: { times: 'as-stored', shiftSec: -1.4 } });
    expect(graphs(late).map((graph) => graph.slice(0, 42))).toEqual([
      '[0:1]settb=AVTB,setpts=PTS-1400000,scale=1',
      '[0:2]asettb=AVTB,asetpts=PTS-1400000,aresa',
    ]);
    const transport = plan(wishes, { probe: withSound, clock: { times: 'by-ffmpeg', shiftSec: 0.01 } });
    expect(transport.globalOptions).toEqual(['-filter_complex_threads', '1', '-max_error_rate', '1']);
    expect(graphs(transport)[0]).toContain('[0:1]settb=AVTB,setpts=PTS+10000,');
  });

  it('can read either side alone', () => {
    const wishes = { a: { frames: { every }, audio: { samples: true } } };
    const pictures = plan(wishes, { probe: withSound, only: 'pictures' });
    expect([pictures.pictures.length, pictures.samples]).toEqual([1, null]);
    const sound = plan(wishes, { probe: withSound, only: 'sound' });
    expect([sound.pictures.length, sound.samples?.analyzers]).toEqual([0, ['a']]);
    expect(graphs(sound)).toHaveLength(1);
  });

  it('passes threads and the loop filter on', () => {
    const { inputOptions } = plan({ a: { frames: { every } } }, { threads: 2, skipLoopFilter: 'noref' });
    expect(inputOptions).toEqual(['-threads', '2', '-skip_loop_filter:v', 'noref', '-noautorotate']);
  });
});
