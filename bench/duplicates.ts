/**
 * How well near-duplicates are found: precision and recall for each way in which copies were changed, with clips of which nothing is a copy
 * among them. The real stage takes the fingerprints through the real decode; all of a library is compared with all, as it would be.
 * `node bench/duplicates.ts`; RUSHES_DUPLICATE_SPLIT=tuning for the part that thresholds were set on.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { FingerprintSeries } from '../src-main/media/signal/fingerprint.ts';
import fingerprintStage from '../src-main/pipeline/stages/fingerprint.stage.ts';
import {
  findNearPairs,
  type NearPair,
  type PrintSource,
} from '../src-main/search/near-duplicates/near-pairs.ts';
import { seriesOf } from '../src-main/search/near-duplicates/stored-prints.ts';
import { createAnalyzerRunner } from './analyzer-run.ts';
import { buildDuplicateCorpus, copyKinds, type CorpusClip, type DuplicateSplit } from './duplicate-corpus.ts';
import { fixturesFolder } from './support/fixtures.ts';
import { figure, heading, seconds } from './support/report.ts';

const bar = 0.95;

export async function benchDuplicates(split: DuplicateSplit = 'held-out'): Promise<void> {
  heading(`Near-duplicates: ${split} clips`);
  const media = fixturesFolder('media');
  if (media === null) {
    console.log('  skipped: no test clips (set RUSHES_FIXTURES)');
    return;
  }
  const folder = await mkdtemp(join(tmpdir(), 'rushes-bench-duplicates-'));
  const runner = await createAnalyzerRunner(fingerprintStage, 'fingerprint');
  try {
    const clips = await buildDuplicateCorpus(media, folder, split);
    const prints: FingerprintSeries[] = [];
    for (const { path } of clips) prints.push(seriesOf((await runner.run(path)).artifact));
    const startedMs = performance.now();
    const pairs = await findNearPairs(sourceOf(prints), null, new AbortController().signal);
    tell(clips, pairs);
    figure(`comparing ${String(clips.length)} clips`, seconds((performance.now() - startedMs) / 1000));
  } finally {
    await runner.close();
    await rm(folder, { recursive: true, force: true });
  }
}

function sourceOf(prints: readonly FingerprintSeries[]): PrintSource {
  return {
    batches: () => [prints.map((series, clip) => ({ clip, series }))],
    read: (clip) => prints[clip] ?? null,
  };
}

function tell(clips: readonly CorpusClip[], pairs: readonly NearPair[]): void {
  const found = new Set(pairs.map(({ a, b }) => nameOf(a, b)));
  const copies = clips.flatMap((clip, index) => (clip.kind === null ? [] : [{ ...clip, index }]));
  const originals = new Map(
    clips.flatMap(({ piece, kind }, index) => (kind === null ? [[piece, index]] : [])),
  );
  const isFound = ({ piece, index }: (typeof copies)[number]): boolean =>
    found.has(nameOf(originals.get(piece) ?? -1, index));
  const wrong = pairs.filter(({ a, b }) => clips[a]?.piece !== clips[b]?.piece);
  for (const kind of copyKinds) {
    const of = copies.filter((copy) => copy.kind === kind);
    const hits = of.filter(isFound).length;
    const falseOnes = wrong.filter(({ a, b }) => clips[a]?.kind === kind || clips[b]?.kind === kind).length;
    tellRates(kind, { hits, truths: of.length, falseOnes }, null);
  }
  tellRates(
    'all',
    { hits: copies.filter(isFound).length, truths: copies.length, falseOnes: wrong.length },
    bar,
  );
  for (const copy of copies) if (!isFound(copy)) console.log(`    missed: ${copy.name}`);
  for (const { a, b, similarity } of wrong.slice(0, 20)) {
    const names = [a, b].map((index) => clips[index]?.name ?? '').join(' = ');
    console.log(`    false: ${names} (${similarity.toFixed(2)})`);
  }
}

interface Rates {
  readonly hits: number;
  readonly truths: number;
  readonly falseOnes: number;
}

/** Precision over copies that were found with their original and pairs that have nothing to do with each other. */
function tellRates(name: string, { hits, truths, falseOnes }: Rates, least: number | null): void {
  const recall = truths === 0 ? 1 : hits / truths;
  const precision = hits + falseOnes === 0 ? 1 : hits / (hits + falseOnes);
  const held = (value: number) => (least === null ? undefined : { value, at: 'least' as const, bar: least });
  figure(`${name}: recall (${String(hits)} of ${String(truths)})`, recall.toFixed(3), held(recall));
  figure(`${name}: precision (${String(falseOnes)} false)`, precision.toFixed(3), held(precision));
}

function nameOf(a: number, b: number): string {
  return a < b ? `${String(a)} ${String(b)}` : `${String(b)} ${String(a)}`;
}

if (process.argv[1] !== undefined && resolve(process.argv[1]) === import.meta.filename)
  await benchDuplicates(process.env['RUSHES_DUPLICATE_SPLIT'] === 'tuning' ? 'tuning' : 'held-out');
