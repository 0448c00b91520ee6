import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { artifactSchemas } from '../../../src-preload/contract/artifacts.ts';
import { AppError } from '../../../src-preload/contract/errors.ts';
import { parseFfprobeJson } from './ffprobe-json.ts';
import { buildProbe } from './probe.ts';

const film = {
  index: 0,
  codec_type: 'video',
  codec_name: 'h264',
  profile: 'High',
  level: 41,
  width: 1920,
  height: 1080,
  pix_fmt: 'yuv420p',
  avg_frame_rate: '30000/1001',
  r_frame_rate: '30000/1001',
  disposition: { default: 1 },
};
const sound = { index: 1, codec_type: 'audio', codec_name: 'aac', channels: 2, sample_rate: '48000' };
const mp4 = { format_name: 'mov,mp4,m4a,3gp,3g2,mj2', duration: '2.5', tags: { major_brand: 'isom' } };
const matroska = { format_name: 'matroska,webm', duration: '2.5' };

const probeOf = (json: unknown, file = 'clip.mp4') =>
  artifactSchemas.probe.parse(buildProbe(parseFfprobeJson(json), file));
const videoOf = (fields: object) => probeOf({ format: mp4, streams: [{ ...film, ...fields }] }).video;
const codeOf = (json: unknown): string => {
  try {
    buildProbe(parseFfprobeJson(json), 'clip.mp4');
  } catch (error) {
    return error instanceof AppError ? error.code : `not classified: ${String(error)}`;
  }
  return 'no error';
};
describe('what is refused', () => {
  it.each([
    ['nothing at all', null, 'media-unreadable'],
    ['no streams', { format: mp4, streams: [] }, 'media-unreadable'],
    ['sound alone', { format: mp4, streams: [sound] }, 'no-video'],
    [
      'subtitles alone',
      { format: { format_name: 'srt' }, streams: [{ codec_type: 'subtitle' }] },
      'no-video',
    ],
    [
      'sound with a marked cover',
      { format: mp4, streams: [{ ...film, codec_name: 'png', disposition: { attached_pic: 1 } }, sound] },
      'no-video',
    ],
    [
      'sound with a single unmarked picture',
      { format: matroska, streams: [{ ...film, codec_name: 'mjpeg', nb_frames: '1' }, sound] },
      'no-video',
    ],
    [
      'a still picture',
      { format: { format_name: 'image2' }, streams: [{ ...film, codec_name: 'mjpeg' }] },
      'no-video',
    ],
    ['a PNG', { format: { format_name: 'png_pipe' }, streams: [{ ...film, codec_name: 'png' }] }, 'no-video'],
    ['a HEIC', { format: { ...mp4, tags: { major_brand: 'heic' } }, streams: [film] }, 'no-video'],
    [
      'a text shown as video',
      { format: { format_name: 'tty' }, streams: [{ ...film, codec_name: 'ansi' }] },
      'no-video',
    ],
    ['an unknown codec', { format: mp4, streams: [{ ...film, codec_name: undefined }] }, 'codec-unsupported'],
    [
      'a codec called unknown',
      { format: mp4, streams: [{ ...film, codec_name: 'unknown' }] },
      'codec-unsupported',
    ],
    [
      'a picture without size',
      { format: mp4, streams: [{ ...film, width: 0, height: 0 }] },
      'media-unreadable',
    ],
  ])('%s', (_title, json, code) => {
    expect(codeOf(json)).toBe(code);
  });

  it('names the file and what it holds', () => {
    const json = { format: mp4, streams: [sound] };
    expect(() => buildProbe(parseFfprobeJson(json), '/films/a.mp3')).toThrow(
      /\/films\/a\.mp3: it holds audio \(aac\)/,
    );
  });
});

describe('which stream is the film', () => {
  const streams = (...list: object[]) =>
    probeOf({ format: matroska, streams: list.map((s, index) => ({ ...film, ...s, index })) });

  it('takes the default one, not the first', () => {
    const probe = streams({ disposition: {} }, { codec_name: 'hevc' });
    expect(probe.video.codec).toBe('hevc');
    expect(probe.otherVideo).toEqual([
      { index: 0, codec: 'h264', width: 1920, height: 1080, isCover: false },
    ]);
  });
  it('prefers a film to a picture that is the default', () => {
    const png = { codec_name: 'png', avg_frame_rate: '0/0', disposition: { default: 1 } };
    const probe = streams(png, { disposition: {} });
    expect(probe.video.codec).toBe('h264');
    expect(probe.otherVideo[0]?.isCover).toBe(true);
  });
  it('takes motion JPEG of several frames as a film', () => {
    expect(streams({ codec_name: 'mjpeg', nb_frames: '50' }).video.codec).toBe('mjpeg');
  });
  it('takes a single picture as a film where it is all there is', () => {
    expect(streams({ codec_name: 'mjpeg', nb_frames: '1' }).video.frameCount).toBe(1);
  });
  it('counts frames by duration and rate where nothing else tells', () => {
    const cover = { codec_name: 'png', avg_frame_rate: '25/1', tags: { DURATION: '00:00:00.040000000' } };
    expect(streams(cover, {}).otherVideo[0]?.isCover).toBe(true);
  });
  it('prefers a codec that it knows', () => {
    expect(streams({ codec_name: null }, { codec_name: 'vp9', disposition: {} }).video.codec).toBe('vp9');
  });
});

describe('rates and fields', () => {
  it('keeps frame rates as fractions and knows that 0/0 is none', () => {
    expect(videoOf({})).toMatchObject({ frameRate: '30000/1001', framesPerSecond: 30000 / 1001 });
    expect(videoOf({ avg_frame_rate: '0/0' })).toMatchObject({ frameRate: null, framesPerSecond: null });
  });

  it.each([
    ['progressive', 'progressive'],
    ['tt', 'interlaced'],
    ['bt', 'interlaced'],
    ['unknown', null],
    [undefined, null],
  ])('field order %s is %s', (field_order, scanType) => {
    expect(videoOf({ field_order }).scanType).toBe(scanType);
  });
});

describe('where times come from', () => {
  const duration = (format: object, stream: object) =>
    probeOf({ format, streams: [{ ...film, ...stream }] }).durationSec;
  it('from the container, else the longest stream, else Matroska statistics, else nowhere', () => {
    expect(duration(mp4, { duration: '9' })).toBe(2.5);
    expect(duration({ ...mp4, duration: 'N/A' }, { duration: '9' })).toBe(9);
    expect(duration({ format_name: 'matroska,webm' }, { tags: { DURATION: '00:01:02.5' } })).toBe(62.5);
    expect(duration({ format_name: 'matroska,webm' }, {})).toBeNull();
    expect(duration({ ...mp4, duration: '0' }, {})).toBe(0);
  });
  it('keeps a start before zero', () => {
    expect(probeOf({ format: { ...mp4, start_time: '-0.023000' }, streams: [film] }).startSec).toBe(-0.023);
  });
  it('reads time codes from the stream, the time code track, or the container', () => {
    const tagged = { tags: { timecode: '01:00:00:00' } };
    expect(probeOf({ format: mp4, streams: [{ ...film, ...tagged }] }).timecode).toBe('01:00:00:00');
    const track = {
      index: 1,
      codec_type: 'data',
      codec_tag_string: 'tmcd',
      tags: { timecode: '02:00:00;02' },
    };
    expect(probeOf({ format: mp4, streams: [film, track] }).video.timecode).toBe('02:00:00;02');
    const format = { ...mp4, tags: { ...mp4.tags, timecode: '03:00:00:00' } };
    expect(probeOf({ format, streams: [film] }).timecode).toBe('03:00:00:00');
    expect(probeOf({ format: mp4, streams: [film] }).timecode).toBeNull();
  });
});

describe('tags and tracks', () => {
  it('does not take the brand that a remuxed Matroska carries along for its own', () => {
    const format = { ...matroska, tags: { MAJOR_BRAND: 'qt  ' } };
    const probe = probeOf({ format, streams: [film] }, 'a.mkv');
    expect(probe).toMatchObject({ containerBrand: null, tags: { major_brand: 'qt' } });
  });
  it('keeps tracks of unknown codec, maps "und" to no language, and zero to not known', () => {
    const lost = { index: 1, codec_type: 'audio', sample_rate: '0', channels: 0, tags: { language: 'und' } };
    const spanish = {
      ...sound,
      index: 2,
      tags: { LANGUAGE: 'spa', title: 'Comentario' },
      bits_per_sample: 16,
    };
    const forced = {
      index: 3,
      codec_type: 'subtitle',
      disposition: { forced: 1 },
      tags: { language: 'eng' },
    };
    const probe = probeOf({ format: matroska, streams: [film, lost, spanish, forced] });
    expect(probe.audioTracks).toMatchObject([
      { index: 1, codec: null, sampleRate: null, channels: null, language: null },
      {
        index: 2,
        codec: 'aac',
        sampleRate: 48000,
        channels: 2,
        language: 'spa',
        title: 'Comentario',
        bitDepth: 16,
      },
    ]);
    expect(probe.subtitleTracks).toEqual([
      { index: 3, codec: null, language: 'eng', title: null, isDefault: false, isForced: true },
    ]);
  });
  it('does not mistake a title for a technical word', () => {
    const probe = probeOf({
      format: { ...mp4, tags: { title: 'Unknown' } },
      streams: [{ ...film, tags: { title: 'None' } }],
    });
    expect([probe.title, probe.video.title]).toEqual(['Unknown', 'None']);
  });
  it('reads chapters, attachments and data', () => {
    const probe = probeOf({
      format: matroska,
      streams: [
        film,
        { index: 1, codec_type: 'attachment', tags: { filename: 'a.ttf', mimetype: 'font/ttf' } },
        {
          index: 2,
          codec_type: 'data',
          codec_tag_string: 'mebx',
          tags: { handler_name: 'Core Media Metadata' },
        },
      ],
      chapters: [
        { start_time: '0.000000', end_time: '1.5', tags: { title: 'One' } },
        { start_time: '1.5' },
        'odd',
      ],
    });
    expect(probe.chapters).toEqual([
      { startSec: 0, endSec: 1.5, title: 'One' },
      { startSec: 1.5, endSec: 1.5, title: null },
    ]);
    expect(probe.attachments).toEqual([{ index: 1, codec: null, fileName: 'a.ttf', mediaType: 'font/ttf' }]);
    expect(probe.dataStreams).toEqual([
      { index: 2, codec: null, codecTag: 'mebx', handler: 'Core Media Metadata' },
    ]);
  });
});

describe('any JSON', () => {
  const streamKeys = [
    ...Object.keys(film),
    'bit_rate',
    'duration',
    'tags',
    'side_data_list',
    'sample_aspect_ratio',
    'refs',
    'channels',
  ];
  const value = fc.oneof(
    fc.jsonValue(),
    fc.constantFrom('N/A', '0/0', '1/0', '-1', 'NaN', '1e400', -5, 1.5, 'video', 'h264', 640),
  );
  const oddStream = fc.dictionary(fc.constantFrom(...streamKeys), value).map((odd) => ({ ...film, ...odd }));
  const oddReport = fc.record({
    format: fc.oneof(
      fc.jsonValue(),
      fc.dictionary(fc.constantFrom('format_name', 'duration', 'start_time', 'tags', 'bit_rate'), value),
    ),
    streams: fc.oneof(fc.jsonValue(), fc.array(fc.oneof(oddStream, fc.jsonValue()))),
    chapters: fc.oneof(
      fc.jsonValue(),
      fc.array(fc.dictionary(fc.constantFrom('start_time', 'end_time', 'tags'), value)),
    ),
  });

  it('gives a valid artifact or an AppError', () => {
    let built = 0;
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), oddReport), (json) => {
        try {
          artifactSchemas.probe.parse(buildProbe(parseFfprobeJson(json), 'clip'));
          built += 1;
        } catch (error) {
          expect(error).toBeInstanceOf(AppError);
        }
      }),
      { numRuns: 500 },
    );
    expect(built).toBeGreaterThan(20);
  });
});
