/** Which Rushes this is. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const packageSchema = z.object({ name: z.literal('rushes'), version: z.string() });

/** The version of the package that this module belongs to, in the sources as in the build. */
export function rushesVersion(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  for (; dirname(folder) !== folder; folder = dirname(folder)) {
    const path = join(folder, 'package.json');
    const found = existsSync(path) ? packageSchema.safeParse(JSON.parse(readFileSync(path, 'utf8'))) : null;
    if (found?.success === true) return found.data.version;
  }
  return 'unknown';
}
