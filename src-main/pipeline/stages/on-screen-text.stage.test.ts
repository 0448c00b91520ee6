import { describe, expect, it } from 'vitest';
import { lookWithScript } from '../../../tests/support/scripted-look.ts';
import onScreenTextStage from './on-screen-text.stage.ts';

function line(text: string, y: number, confidence = 0.95) {
  const corners = [
    { x: 0.3, y },
    { x: 0.7, y },
    { x: 0.7, y: y + 0.05 },
    { x: 0.3, y: y + 0.05 },
  ];
  return { text, confidence, corners };
}

describe('on-screen-text stage', () => {
  it('tells a running timecode, a caption and a mark apart', async () => {
    const { artifact, timeline, wish } = await lookWithScript(onScreenTextStage, 'on-screen-text', {
      times: [0, 2, 4, 6, 8, 10, 12],
      probe: { durationSec: 14, video: { durationSec: 14 } },
      script: {
        'on-screen-text': (_, timeSec) => ({
          lines: [
            line(`01:00:${String(timeSec).padStart(2, '0')}:00`, 0.1),
            line('www.example.com', 0.9),
            ...(timeSec === 4 ? [line('Who goes there?', 0.8), line('smudge', 0.5, 0.3)] : []),
          ],
        }),
      },
    });
    expect(wish).toMatchObject({ rate: { perSecond: 0.875 }, width: 960, height: 540 });
    expect(
      artifact?.spans.map(({ kind, text, startSec, endSec }) => [kind, text, startSec, endSec]),
    ).toStrictEqual([
      ['timecode', '01:00:00:00', 0, 14],
      ['other', 'www.example.com', 0, 14],
      ['caption', 'Who goes there?', 4, 6],
    ]);
    expect(artifact?.spans[0]?.readings).toHaveLength(7);
    expect(timeline.map(({ lane, data }) => [lane, data['kind']])).toStrictEqual([
      ['text', 'timecode'],
      ['text', 'other'],
      ['text', 'caption'],
    ]);
  });

  it('reads one frame every two seconds of longer clips, and finds nothing where nothing is written', async () => {
    const { artifact, wish } = await lookWithScript(onScreenTextStage, 'on-screen-text', {
      times: [0, 2],
      probe: { durationSec: 600 },
      script: { 'on-screen-text': () => ({ lines: [] }) },
    });
    expect(wish?.rate).toStrictEqual({ perSecond: 0.5 });
    expect(artifact).toStrictEqual({ spans: [], frames: { seen: 2, analysed: 2 } });
  });
});
