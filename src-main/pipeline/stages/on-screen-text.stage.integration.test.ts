import { expect, it } from 'vitest';
import type { Artifact } from '../../../src-preload/contract/artifacts.ts';
import { modelsWith } from '../../../tests/support/real-inference.ts';
import { realVision } from '../../../tests/support/real-vision.ts';
import { describeWithFixtures, fixture, runStage } from '../../../tests/support/stage-harness.ts';
import onScreenTextStage from './on-screen-text.stage.ts';

const timeout = 180_000;

type Span = Artifact<'on-screen-text'>['spans'][number];

async function spansOf(clip: string): Promise<readonly Span[]> {
  const { outcome } = await runStage(onScreenTextStage, fixture(clip), { models: modelsWith(realVision) });
  const artifact = outcome.state === 'done' ? outcome.artifacts['on-screen-text'] : undefined;
  if (artifact === undefined) throw new Error('no text');
  return artifact.spans;
}

function spanWith(spans: readonly Span[], words: string): Span {
  const found = spans.find(({ text }) => text.replaceAll(' ', '').includes(words));
  if (found === undefined)
    throw new Error(`Nobody read "${words}" in ${spans.map(({ text }) => text).join(' | ')}`);
  return found;
}

const numberOf = (text: string): number => Number(/[\d.]+\d|\d/u.exec(text)?.[0]);

describeWithFixtures('on-screen-text stage with PP-OCR', () => {
  it('follows two counters, whose numbers are those of the frames', { timeout }, async () => {
    const spans = await spansOf('media/pyscenedetect/counter.mp4');
    expect(spans).toHaveLength(2);
    const [frame, seconds] = [spanWith(spans, 'Frame='), spanWith(spans, 'PTS=')];
    expect([frame.kind, seconds.kind]).toStrictEqual(['other', 'other']);
    expect(frame.readings.length).toBeGreaterThanOrEqual(10);
    expect(frame.endSec - frame.startSec).toBeGreaterThan(2.5);
    for (const { timeSec, text } of seconds.readings) {
      expect(Math.abs(numberOf(text) - timeSec)).toBeLessThanOrEqual(0.11);
    }
  });

  it('reads a mark that stays until the end', { timeout }, async () => {
    const mark = spanWith(await spansOf('media/pyscenedetect/testvideo.mp4'), 'bcastell');
    expect(mark).toMatchObject({ kind: 'other', readings: [] });
    expect(mark.startSec).toBeLessThanOrEqual(4);
    expect(mark.endSec).toBeGreaterThan(22);
    expect(mark.box.y).toBeGreaterThan(0.8);
  });

  it('follows words on something that a moving camera films', { timeout }, async () => {
    const spans = await spansOf('media/metadata-extractor/with-gps.mov');
    const words = spans.filter(({ text }) => text === 'REDEMPTION');
    expect(words).toHaveLength(1);
    expect(words[0]).toMatchObject({ kind: 'other', startSec: 0 });
    expect(spanWith(spans, 'REDDEAD').endSec).toBeGreaterThan(3);
  });

  it('knows a burnt-in timecode, as one text of many readings', { timeout }, async () => {
    const [timecode, ...others] = await spansOf('media/auto-editor/example.mp4');
    expect(others).toStrictEqual([]);
    expect(timecode).toMatchObject({ kind: 'timecode', text: '01:00:00:00', startSec: 0 });
    for (const { timeSec, text } of timecode?.readings ?? []) {
      const [, minutes = 0, seconds = 0] = text.split(':').map(Number);
      expect(Math.abs(minutes * 60 + seconds - timeSec)).toBeLessThanOrEqual(1);
    }
    expect(timecode?.readings.length).toBeGreaterThan(15);
  });
});
