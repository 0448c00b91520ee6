/** Measures as a table that is read in a terminal. PURE. */
import type { SearchMode } from '../../src-preload/contract/search.ts';
import type { Quality } from './quality-measures.ts';

export interface QualityRow {
  /** A kind of query, or all of them. */
  readonly kind: string;
  readonly mode: SearchMode;
  readonly quality: Quality;
}

const heads = ['kind', 'mode', 'queries', 'nDCG@10', 'recall@10', 'moments', 'starts', 'false'] as const;

export function qualityTable(rows: readonly QualityRow[]): string {
  const cells = rows.map(({ kind, mode, quality }) => [
    ...[kind, mode, String(quality.queries), share(quality.gain), share(quality.recall)],
    ...[share(quality.momentRate), share(quality.momentStartRate), String(quality.falseAnswers)],
  ]);
  const lines = [[...heads], ...cells];
  const widths = heads.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  return lines
    .map((line) =>
      line
        .map((cell, column) =>
          column < 2 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join('  '),
    )
    .join('\n');
}

function share(value: number | null): string {
  return value === null ? '-' : value.toFixed(3);
}
