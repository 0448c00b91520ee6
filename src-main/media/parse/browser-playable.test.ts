import { describe, expect, it } from 'vitest';
import { madeProbe } from '../../../tests/support/made-probe.ts';
import { browserPlayable, defaultAudioTrack } from './browser-playable.ts';

const webm = { container: 'matroska,webm', containerName: 'WebM' };
const matroska = { container: 'matroska,webm', containerName: 'Matroska' };
const quickTime = { containerName: 'QuickTime', containerBrand: 'qt  ' };
const threeGp = { containerName: '3GP', containerBrand: '3gp5' };

describe('browserPlayable', () => {
  it.each([
    ['H.264 and AAC in MP4', madeProbe()],
    ['silent', madeProbe({ audioTracks: [] })],
    ['in MOV', madeProbe(quickTime)],
    ['in 3GP', madeProbe(threeGp)],
    ['MP3 sound', madeProbe({ audioTracks: [{ codec: 'mp3' }] })],
    ['Opus in MP4', madeProbe({ audioTracks: [{ codec: 'opus' }] })],
    ['FLAC in MP4', madeProbe({ audioTracks: [{ codec: 'flac' }] })],
    ['interlaced H.264', madeProbe({ video: { scanType: 'interlaced', fieldOrder: 'tt' } })],
    ['full-range H.264', madeProbe({ video: { pixelFormat: 'yuvj420p' } })],
    ['rotated H.264', madeProbe({ video: { rotationDeg: -90, mirrored: true } })],
    [
      'pixel format unknown',
      madeProbe({ video: { pixelFormat: null, bitDepth: null, chromaSubsampling: null } }),
    ],
    ['AV1, 10 bits, HDR', madeProbe({ video: { codec: 'av1', bitDepth: 10, pixelFormat: 'yuv420p10le' } })],
    ['VP9 in MP4', madeProbe({ video: { codec: 'vp9' } })],
    ['VP8 and Vorbis', madeProbe({ ...webm, video: { codec: 'vp8' }, audioTracks: [{ codec: 'vorbis' }] })],
    [
      'VP9, 10 bits, Opus',
      madeProbe({ ...webm, video: { codec: 'vp9', bitDepth: 10 }, audioTracks: [{ codec: 'opus' }] }),
    ],
    ['sound that cannot be told', madeProbe({ audioTracks: [{ codec: null }] })],
    [
      'AC-3 beside AAC that plays',
      madeProbe({
        audioTracks: [
          { codec: 'ac3', isDefault: false },
          { codec: 'aac', isDefault: true },
        ],
      }),
    ],
  ])('plays: %s', (_, probe) => {
    expect(browserPlayable(probe)).toEqual({ playable: true });
  });

  it.each([
    ['HEVC video', madeProbe({ video: { codec: 'hevc' } })],
    ['MPEG-2 video', madeProbe({ video: { codec: 'mpeg2video' } })],
    ['MPEG-4 ASP video', madeProbe({ ...threeGp, video: { codec: 'mpeg4' } })],
    ['H.263 video', madeProbe({ ...threeGp, video: { codec: 'h263' } })],
    ['ProRes video', madeProbe({ ...quickTime, video: { codec: 'prores' } })],
    ['DNxHD video', madeProbe({ ...quickTime, video: { codec: 'dnxhd' } })],
    ['VP8 video', madeProbe({ video: { codec: 'vp8' } })],
    ['H.264 video', madeProbe({ ...webm })],
    [
      '10-bit H.264 video',
      madeProbe({ video: { bitDepth: 10, pixelFormat: 'yuv420p10le', profile: 'High 10' } }),
    ],
    [
      'H.264 video with 4:2:2 chroma',
      madeProbe({ video: { chromaSubsampling: '4:2:2', pixelFormat: 'yuv422p' } }),
    ],
    [
      'H.264 video with 4:4:4 chroma',
      madeProbe({ video: { chromaSubsampling: '4:4:4', pixelFormat: 'yuv444p' } }),
    ],
    ['H.264 video in gbrp', madeProbe({ video: { chromaSubsampling: null, pixelFormat: 'gbrp' } })],
    [
      'H.264 video of profile High 10',
      madeProbe({
        video: { profile: 'High 10', bitDepth: null, pixelFormat: null, chromaSubsampling: null },
      }),
    ],
    ['AMR sound', madeProbe({ ...threeGp, audioTracks: [{ codec: 'amr_nb' }] })],
    ['PCM sound', madeProbe({ ...quickTime, audioTracks: [{ codec: 'pcm_s16le' }] })],
    ['AC-3 sound', madeProbe({ audioTracks: [{ codec: 'ac3' }] })],
    ['DTS sound', madeProbe({ audioTracks: [{ codec: 'dts' }] })],
    ['AAC sound', madeProbe({ ...webm, video: { codec: 'vp9' } })],
    [
      'AC-3 sound',
      madeProbe({
        audioTracks: [
          { codec: 'aac', isDefault: false },
          { codec: 'ac3', isDefault: true },
        ],
      }),
    ],
    ['Matroska container', madeProbe(matroska)],
    ['AVI container', madeProbe({ container: 'avi', containerName: 'AVI' })],
    ['MPEG-TS container', madeProbe({ container: 'mpegts', containerName: 'MPEG-TS' })],
    ['MXF container', madeProbe({ container: 'mxf', containerName: 'MXF' })],
    ['Windows Media container', madeProbe({ container: 'asf', containerName: 'Windows Media' })],
    ['Flash Video container', madeProbe({ container: 'flv', containerName: 'Flash Video' })],
    ['video of unknown codec', madeProbe({ video: { codec: null } })],
  ])('does not play: %s', (reason, probe) => {
    expect(browserPlayable(probe)).toEqual({ playable: false, reason });
  });
});

describe('defaultAudioTrack', () => {
  it('is the first marked one, else the first, else none', () => {
    const { audioTracks } = madeProbe({
      audioTracks: [{ isDefault: false }, { isDefault: true }, { isDefault: true }],
    });
    expect(defaultAudioTrack(audioTracks)?.index).toBe(2);
    expect(defaultAudioTrack(audioTracks.slice(0, 1))?.index).toBe(1);
    expect(defaultAudioTrack([])).toBeNull();
  });
});
