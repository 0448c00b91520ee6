/** How large a model's weights are on the disk. */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ModelInUse } from '../model-in-use.ts';

/** What is missing counts as nothing: opening it says what is wrong. */
export async function weightBytes({ files, hub }: ModelInUse): Promise<number> {
  const paths = hub === null ? Object.values(files) : await filesIn(join(hub.path, 'onnx'));
  const sizes = await Promise.all(
    paths.map((path) =>
      stat(path).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

async function filesIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.map((name) => join(folder, name));
}
