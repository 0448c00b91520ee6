/** Which requests of windows carry paths, and where. A test holds this table to the contract. */
import { isAbsolute } from 'node:path';
import type { CommandName } from '../../../src-preload/contract/commands.ts';
import type { HostCommandName } from '../../../src-preload/contract/host-commands.ts';
import { AppError } from '../../../src-preload/contract/errors.ts';
import type { PathGuard } from './path-guard.ts';

/** 'path': one, or a list; 'clip': a clip's id, the beginning of one, or a path. */
type FieldUse = 'path' | 'clip';

const clipReference = { clip: 'clip', relativeTo: 'path' } as const;

export const guardedFields = {
  'library.add': { paths: 'path' },
  'library.ingest': { paths: 'path' },
  'library.preview': { paths: 'path' },
  'library.backup': { target: 'path' },
  'models.import': { path: 'path' },
  'models.export': { target: 'path' },
  'system.doctor': { libraryPath: 'path' },
  'clip.info': clipReference,
  'clip.runStage': clipReference,
  'clip.timeline': clipReference,
  'clip.understanding': clipReference,
  'clip.editWord': clipReference,
  'clip.importSidecar': clipReference,
  'clip.removeSidecar': clipReference,
  'clip.exif': clipReference,
  'clip.annotations': clipReference,
  'clip.playback': clipReference,
  'clip.prepareProxy': clipReference,
  'search.similar': clipReference,
  'duplicates.find': clipReference,
  'duplicates.preview': { keep: 'clip', others: 'clip', relativeTo: 'path' },
  'duplicates.merge': { keep: 'clip', others: 'clip', relativeTo: 'path' },
  'failures.list': clipReference,
  'failures.retry': clipReference,
  'events.read': clipReference,
  'host.browse': { path: 'path' },
  'host.openLibrary': { path: 'path' },
} as const satisfies Partial<Record<CommandName | HostCommandName, Readonly<Record<string, FieldUse>>>>;

/** The request with real paths in it. What is no text is left for the command's own schema to refuse. @throws AppError */
export async function guardRequest(name: string, request: unknown, guard: PathGuard): Promise<unknown> {
  if (!isGuarded(name) || typeof request !== 'object' || request === null) return request;
  const guarded: Record<string, unknown> = { ...request };
  for (const [field, use] of Object.entries<FieldUse>(guardedFields[name])) {
    const value = guarded[field];
    if (typeof value === 'string') guarded[field] = await admitted(value, use, guard);
    else if (Array.isArray(value))
      guarded[field] = await Promise.all(value.map((each) => admitAny(each, use, guard)));
  }
  return guarded;
}

function isGuarded(name: string): name is keyof typeof guardedFields {
  return Object.hasOwn(guardedFields, name);
}

function admitAny(value: unknown, use: FieldUse, guard: PathGuard): unknown {
  return typeof value === 'string' ? admitted(value, use, guard) : value;
}

async function admitted(value: string, use: FieldUse, guard: PathGuard): Promise<string> {
  if (use === 'path' || isAbsolute(value)) return guard.admit(value);
  // A relative path; no id has any of these in it.
  if (/[\\/\0]/.test(value))
    throw new AppError('permission-denied', { file: value, detail: 'name the clip by its id' });
  return value;
}
