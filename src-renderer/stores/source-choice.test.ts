import { describe, expect, it } from 'vitest';
import { AppError } from '../../src-preload/contract/errors.ts';
import { chooseSource, type Playback, type Playable } from './source-choice.ts';

const yes = () => 'yes' as const;
const no = () => 'no' as const;
const nothing = new Set<Playable>();

const h264: Playback['original'] = {
  state: 'present',
  mediaType: 'video/mp4',
  codecs: 'avc1.640028, mp4a.40.2',
  unplayable: null,
};
const hevc: Playback['original'] = { ...h264, codecs: 'hvc1.1.6.L120.B0', unplayable: 'HEVC video' };
const none: Playback['proxy'] = { state: 'missing', version: null, fraction: null, error: null };
const ready: Playback['proxy'] = { ...none, state: 'ready', version: 'abc' };

function playback(original: Playback['original'], proxy: Playback['proxy']): Playback {
  return { clipId: 'c', original, proxy };
}

describe('the source of the player', () => {
  it('is the original where the browser shows it, be there a proxy or not', () => {
    expect(chooseSource(playback(h264, none), yes, nothing)).toEqual({ kind: 'original' });
    expect(chooseSource(playback(h264, ready), yes, nothing)).toEqual({ kind: 'original' });
  });

  it('asks the browser with container and codecs', () => {
    const asked: string[] = [];
    chooseSource(playback(h264, none), (type) => (asked.push(type), 'yes'), nothing);
    expect(asked).toEqual(['video/mp4; codecs="avc1.640028, mp4a.40.2"']);
  });

  it('is the proxy where the browser says no, the engine does, or the player failed', () => {
    const proxy = { kind: 'proxy', version: 'abc' };
    expect(chooseSource(playback(h264, ready), no, nothing)).toEqual(proxy);
    expect(chooseSource(playback(hevc, ready), yes, nothing)).toEqual(proxy);
    expect(chooseSource(playback(h264, ready), yes, new Set(['original']))).toEqual(proxy);
    expect(chooseSource(playback({ ...h264, state: 'offline' }, ready), yes, nothing)).toEqual(proxy);
  });

  it.each(['missing', 'not-needed', 'waiting'] as const)('asks for a proxy that is %s', (state) => {
    expect(chooseSource(playback(hevc, { ...none, state }), yes, nothing)).toEqual({
      kind: 'preparing',
      fraction: null,
      request: 'needed',
    });
  });

  it('waits for one that is being made', () => {
    const making = { ...none, state: 'making' as const, fraction: 0.4 };
    const source = chooseSource(playback(hevc, making), yes, nothing);
    expect(source).toEqual({ kind: 'preparing', fraction: 0.4, request: 'made' });
  });

  it('tells why there is none', () => {
    const error = new AppError('disk-full').serialize();
    const failed = { ...none, state: 'failed' as const, error };
    expect(chooseSource(playback(hevc, failed), yes, nothing)).toEqual({ kind: 'failed', error });
    expect(chooseSource(playback({ ...hevc, state: 'offline' }, none), yes, nothing)).toEqual({
      kind: 'offline',
    });
    expect(chooseSource(playback(hevc, ready), yes, new Set(['proxy']))).toEqual({
      kind: 'failed',
      error: null,
    });
  });

  it('tries the original of a clip that was not probed yet', () => {
    const unknown = { ...h264, mediaType: null, codecs: null };
    expect(chooseSource(playback(unknown, none), no, nothing)).toEqual({ kind: 'original' });
  });
});
