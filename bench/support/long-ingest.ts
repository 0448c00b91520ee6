/** Footage that keeps an ingest going for minutes: many small clips of different content, cut from one. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { corpusIn, recipes } from './corpus.ts';

const run = promisify(execFile);
const source = 'old-480p25.mp4';

/** @returns paths in `folder`; some seconds of work */
export async function makeLongIngest(folder: string, work: string, clips: number): Promise<void> {
  const [whole = ''] = await corpusIn(
    work,
    recipes.filter(({ name }) => name === source),
  );
  for (let index = 0; index < clips; index += 1) {
    // Of different lengths and titles, and so of different content.
    const cut = [
      '-i',
      whole,
      '-t',
      String(12 + (index % 15)),
      '-c',
      'copy',
      '-metadata',
      `title=Part ${String(index)}`,
    ];
    await run('ffmpeg', ['-v', 'error', '-y', ...cut, join(folder, `part-${String(index)}.mp4`)]);
  }
}
