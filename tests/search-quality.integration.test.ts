/** How well each mode of search answers the labelled queries, over real clips analysed for real. */
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { searchModes, type SearchMode } from '../src-preload/contract/search.ts';
import { type AskedLibrary, openAskedLibrary } from './search-quality/asked-library.ts';
import { labelledQueries } from './search-quality/labelled-queries.ts';
import { type Kind, kinds } from './search-quality/labelled-query.ts';
import { type Asked, type Quality, qualityOf } from './search-quality/quality-measures.ts';
import { qualityTable, type QualityRow } from './search-quality/quality-table.ts';
import { describeWithFixtures } from './support/fixtures.ts';
import { tempDir } from './support/temp-dir.ts';

interface Outcome extends Asked {
  readonly kind: Kind;
  readonly mode: SearchMode;
  readonly query: string;
}

/** A little under what was measured, so that a change for the worse is seen. */
const leastOfHybrid = { gain: 0.82, recall: 0.82, momentRate: 0.76, momentStartRate: 0.59 };

describeWithFixtures('search over real clips', () => {
  let library: AskedLibrary | null = null;
  const outcomes: Outcome[] = [];
  const sources = new Map<string, string>();

  beforeAll(async () => {
    const asked = await openAskedLibrary(join(await tempDir(), 'Asked.rushes'));
    library = asked;
    await asked.fill();
    for (const kind of kinds) {
      for (const labelled of labelledQueries[kind]) {
        for (const mode of searchModes) {
          const answer = await asked.answer(labelled, mode);
          outcomes.push({ ...answer, kind, mode, query: labelled.query });
          for (const { source, state } of mode === 'hybrid' ? answer.sources : []) {
            if (state !== 'not-asked') sources.set(source, state);
          }
        }
      }
    }
  }, 1_800_000);

  afterAll(() => library?.close());

  const quality = (mode: SearchMode, kind: Kind | null = null): Quality =>
    qualityOf(outcomes.filter((each) => each.mode === mode && (kind === null || each.kind === kind)));
  const single = searchModes.filter((mode) => mode !== 'hybrid');

  it('is measured', () => {
    const rows = [null, ...kinds].flatMap((kind) =>
      searchModes.map((mode): QualityRow => ({ kind: kind ?? 'all', mode, quality: quality(mode, kind) })),
    );
    const states = [...sources].map(([source, state]) => `${source} ${state}`).join(', ');
    console.info(`${qualityTable(rows)}\nSources of hybrid search: ${states}.`);
    expect(outcomes.length).toBeGreaterThanOrEqual(60 * searchModes.length);
  });

  it('answers best with everything together', () => {
    const hybrid = quality('hybrid');
    for (const mode of single) {
      const other = quality(mode);
      expect(hybrid.gain, `nDCG@10 of ${mode}`).toBeGreaterThanOrEqual(other.gain ?? 0);
      expect(hybrid.recall, `recall@10 of ${mode}`).toBeGreaterThanOrEqual(other.recall ?? 0);
      expect(hybrid.momentRate, `moments of ${mode}`).toBeGreaterThanOrEqual(other.momentRate ?? 0);
      expect(hybrid.momentStartRate, `starts of ${mode}`).toBeGreaterThanOrEqual(other.momentStartRate ?? 0);
      expect(hybrid.falseAnswers, `false answers of ${mode}`).toBeLessThanOrEqual(other.falseAnswers);
    }
  });

  it('is not worse than it was', () => {
    const hybrid = quality('hybrid');
    expect(hybrid.gain).toBeGreaterThanOrEqual(leastOfHybrid.gain);
    expect(hybrid.recall).toBeGreaterThanOrEqual(leastOfHybrid.recall);
    expect(hybrid.momentRate).toBeGreaterThanOrEqual(leastOfHybrid.momentRate);
    expect(hybrid.momentStartRate).toBeGreaterThanOrEqual(leastOfHybrid.momentStartRate);
  });

  it('finds nothing where there is nothing', () => {
    const answered = outcomes.filter(({ kind, answers }) => kind === 'nonsense' && answers.length > 0);
    expect(
      answered.map(({ query, mode, answers }) => [query, mode, answers.map(({ clip }) => clip)]),
    ).toEqual([]);
  });
});
