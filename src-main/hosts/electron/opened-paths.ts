/** What the app was started with: a library, and folders to add. */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';

export interface StartWishes {
  /** Absolute; null: the one that was open last. */
  readonly library: string | null;
  /** Absolute. */
  readonly paths: readonly string[];
}

/**
 * @param args Without the program and its script. Chromium's own options may be among them and are passed over.
 * @param workingFolder What relative paths are meant from.
 */
export function readStart(args: readonly string[], workingFolder: string): StartWishes {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { library: { type: 'string' } },
    allowPositionals: true,
    strict: false,
  });
  const { library } = values;
  return {
    library: typeof library === 'string' && library !== '' ? resolve(workingFolder, library) : null,
    paths: positionals.filter((path) => path !== '').map((path) => resolve(workingFolder, path)),
  };
}

/** What stands behind the program; unpackaged, the first word that is no option names this app. */
export function ownArguments(argv: readonly string[], form: 'packaged' | 'unpackaged'): string[] {
  const args = argv.slice(1);
  if (form === 'packaged') return args;
  const script = args.findIndex((arg) => !arg.startsWith('-'));
  return args.filter((_arg, index) => index !== script);
}

/** What a second start hands to the first: it knows its own working folder. */
const handedOver = z.object({ paths: z.array(z.string().min(1).max(4096)).max(10_000) });

export function handOver(wishes: StartWishes): { readonly paths: readonly string[] } {
  return { paths: wishes.paths };
}

/** Nothing where it is not what a start of ours hands over. */
export function takeOver(data: unknown): readonly string[] {
  return handedOver.safeParse(data).data?.paths ?? [];
}
