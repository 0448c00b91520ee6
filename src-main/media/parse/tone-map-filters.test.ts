import { describe, expect, it } from 'vitest';
import { runReference } from '../../../tests/support/make-clip.ts';
import { isHdr, toneMapFilters } from './tone-map-filters.ts';

const bt2020 = { primaries: 'bt2020', matrix: 'bt2020nc', range: 'tv' };

/** A patch of one SDR colour, brought to HDR with its white at 203 cd/m², and mapped back. Gives the RGB it ends as. */
async function thereAndBack(rgb: readonly [number, number, number], transfer: string): Promise<number[]> {
  const hex = rgb.map((value) => value.toString(16).padStart(2, '0')).join('');
  const toHdr = [
    'format=gbrp,scale=out_color_matrix=bt709,format=yuv444p',
    'setparams=color_primaries=bt709:color_trc=bt709:colorspace=bt709:range=tv',
    'zscale=t=linear:npl=203,format=gbrpf32le,zscale=p=bt2020',
    `zscale=t=${transfer}:m=bt2020nc:r=tv:npl=203,format=yuv444p10le`,
    // As decoders give frames whose stream says nothing.
    'setparams=color_primaries=unknown:color_trc=unknown:colorspace=unknown:range=unknown',
  ];
  const back = toneMapFilters({ ...bt2020, transfer });
  const filters = [...toHdr, ...back, 'format=rgb24'].join(',');
  const source = ['-f', 'lavfi', '-i', `color=0x${hex}:size=32x32`];
  const output = ['-frames:v', '1', '-f', 'rawvideo', 'pipe:1'];
  return [...(await runReference('ffmpeg', [...source, '-vf', filters, ...output])).subarray(0, 3)];
}

describe('toneMapFilters', () => {
  it('leaves SDR and unknown pictures alone', () => {
    for (const transfer of [null, 'bt709', 'smpte170m', 'bt2020-10']) {
      expect(toneMapFilters({ ...bt2020, transfer })).toEqual([]);
      expect(isHdr({ transfer })).toBe(false);
    }
  });

  it('states what the stream says, and BT.2020 where it says nothing that zscale knows', () => {
    const [known] = toneMapFilters({
      primaries: 'smpte432',
      transfer: 'smpte2084',
      matrix: 'ictcp',
      range: 'pc',
    });
    expect(known).toBe('setparams=color_primaries=smpte432:color_trc=smpte2084:colorspace=ictcp:range=pc');
    const [unknown] = toneMapFilters({
      primaries: null,
      transfer: 'arib-std-b67',
      matrix: 'reserved',
      range: null,
    });
    expect(unknown).toBe(
      'setparams=color_primaries=bt2020:color_trc=arib-std-b67:colorspace=bt2020nc:range=tv',
    );
  });

  it.each(['smpte2084', 'arib-std-b67'])(
    'keeps colours of %s that are well below diffuse white',
    async (transfer) => {
      for (const colour of [
        [20, 20, 20],
        [90, 90, 90],
        [120, 60, 30],
        [30, 60, 120],
      ] as const) {
        const mapped = await thereAndBack(colour, transfer);
        colour.forEach((value, channel) => {
          expect(Math.abs((mapped[channel] ?? -99) - value)).toBeLessThanOrEqual(6);
        });
      }
    },
  );

  // ITU-R BT.2408, table 1: reference white is at 58 % of the PQ signal and at 75 % of the HLG signal.
  it.each([
    ['smpte2084', 0.58],
    ['arib-std-b67', 0.75],
  ])('shows the reference white of %s as bright, with room above it', async (transfer, signal) => {
    const atSignal = async (share: number): Promise<number> => {
      const code = Math.round(64 + share * 876);
      const source = [
        '-f',
        'lavfi',
        '-i',
        `color=size=32x32,format=yuv444p10le,geq=lum=${code}:cb=512:cr=512`,
      ];
      const filters = [...toneMapFilters({ ...bt2020, transfer }), 'format=rgb24'].join(',');
      const output = ['-frames:v', '1', '-f', 'rawvideo', 'pipe:1'];
      const [red = 0, green = 0, blue = 0] = await runReference('ffmpeg', [
        ...source,
        '-vf',
        filters,
        ...output,
      ]);
      expect(Math.max(red, green, blue) - Math.min(red, green, blue)).toBeLessThanOrEqual(2);
      return green;
    };
    const white = await atSignal(signal);
    expect(white).toBeGreaterThan(205);
    expect(white).toBeLessThan(225);
    expect(await atSignal(signal + 0.15)).toBeGreaterThan(white + 10);
    expect(await atSignal(0)).toBe(0);
  });
});
