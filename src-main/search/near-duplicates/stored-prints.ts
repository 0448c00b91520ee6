/** Fingerprints as the library keeps them. */
import { z } from 'zod';
import { type Artifact, artifactSchemas } from '../../../src-preload/contract/artifacts.ts';
import type { Connection } from '../../db/connection.ts';
import { type FingerprintSeries, unpackSamples } from '../../media/signal/fingerprint.ts';
import type { PrintSource } from './near-pairs.ts';

export function seriesOf({ samples, ...facts }: Artifact<'fingerprint'>): FingerprintSeries {
  return unpackSamples({ ...facts, samples: Buffer.from(samples, 'base64') });
}

/** The text was checked when it was stored: here there are many, and its samples are the most of it. */
const stored = artifactSchemas.fingerprint.extend({ samples: z.string() });

function parseSeries(data: string): FingerprintSeries | null {
  const parsed = stored.safeParse(JSON.parse(data));
  return parsed.success ? seriesOf(parsed.data) : null;
}

interface PrintRow {
  readonly clip: number;
  readonly data: string;
}

const batchSize = 200;

/** All of a library, by the numbers of its clips. One that does not fit its schema counts as none. */
export class StoredPrints implements PrintSource {
  readonly #batch;
  readonly #one;

  constructor(connection: Connection) {
    const select = `SELECT c.sequence AS clip, a.data FROM clips c CROSS JOIN artifacts a
      ON a.clip_id = c.id AND a.name = 'fingerprint'`;
    this.#batch = connection.prepare(
      `${select} WHERE c.sequence > ? ORDER BY c.sequence LIMIT ${String(batchSize)}`,
    );
    this.#one = connection.prepare(`${select} WHERE c.sequence = ?`);
  }

  *batches(): Generator<{ clip: number; series: FingerprintSeries }[], void> {
    for (let after = 0; ;) {
      const rows = this.#batch.all(after) as PrintRow[];
      yield rows.flatMap(({ clip, data }) => {
        const series = parseSeries(data);
        return series === null ? [] : [{ clip, series }];
      });
      const last = rows.at(-1);
      if (last === undefined || rows.length < batchSize) return;
      after = last.clip;
    }
  }

  read(clip: number): FingerprintSeries | null {
    const row = this.#one.get(clip) as PrintRow | undefined;
    return row === undefined ? null : parseSeries(row.data);
  }
}
