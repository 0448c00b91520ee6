/**
 * A child that ends with us even where we had no time to stop it. Children that write to our pipes notice by themselves;
 * one that encodes from file to file would go on for as long as it takes. On Linux util-linux' `setpriv` asks the kernel to kill
 * it when its parent dies (PR_SET_PDEATHSIG in prctl(2)).
 */
import { constants } from 'node:fs';
import { access, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const setpriv = '/usr/bin/setpriv';

/**
 * A program in `tempDir` that becomes `programPath` with its own arguments; null where there is no such help, or programs
 * may not be run from that folder.
 */
export async function wrapperFor(programPath: string, tempDir: string): Promise<string | null> {
  if (process.platform !== 'linux' || programPath.includes("'")) return null;
  const path = join(tempDir, 'ffmpeg-with-parent');
  try {
    await access(setpriv, constants.X_OK);
    await writeFile(path, `#!/bin/sh\nexec ${setpriv} --pdeathsig KILL -- '${programPath}' "$@"\n`, {
      mode: 0o700,
    });
    await access(path, constants.X_OK);
    return path;
  } catch {
    return null;
  }
}
