/**
 * What a window asks of its host rather than of a library: which library is open, what is on this machine's disks, and
 * what only a desktop can do. The engine never sees these.
 */
import { z } from 'zod';
import { count, nullableText } from './artifacts/scalars.ts';
import { engineState } from './live.ts';

interface HostCommand<Request extends z.ZodType, Response extends z.ZodType> {
  readonly request: Request;
  readonly response: Response;
}

function defineHostCommand<Request extends z.ZodType, Response extends z.ZodType>(
  command: HostCommand<Request, Response>,
): HostCommand<Request, Response> {
  return command;
}

const nothing = z.object({});
const absolutePath = z.string().min(1).max(4096);
const clipIds = z.array(z.string().min(1)).min(1).max(500);

export const languages = ['system', 'en', 'de'] as const;
export const themes = ['system', 'dark', 'light'] as const;

/** Of the person, for all libraries on this machine. */
export const preferences = z.object({
  language: z.enum(languages).default('system'),
  theme: z.enum(themes).default('system'),
});
export type Preferences = z.output<typeof preferences>;

const library = z.object({ path: z.string(), name: z.string() });

const facts = defineHostCommand({
  request: nothing,
  response: z.object({
    host: z.enum(['electron', 'web']),
    version: z.string(),
    platform: z.string(),
    engine: engineState,
    library: library.nullable(),
    /** Opened before, newest first, the open one included; those that are gone are left out. */
    recent: z.array(library),
    preferences,
    /** What this host can do; a window leaves out what it can't. */
    abilities: z.object({
      /** Show a file in the system's file manager. */
      reveal: z.boolean(),
      /** Read the paths of dropped files. */
      droppedPaths: z.boolean(),
      /** Drag clips out of the window as files. */
      dragOut: z.boolean(),
      /** The system's own dialog for choosing folders. */
      folderDialog: z.boolean(),
      /** Take the content of dropped files; `null`: it does not. */
      uploads: z.object({ mostBytes: count }).nullable(),
    }),
  }),
});

/** Looks into a folder. Only below the roots that the host allows. @throws permission-denied, file-missing */
const browse = defineHostCommand({
  request: z.object({
    /** null: the list of roots. */
    path: absolutePath.nullable(),
  }),
  response: z.object({
    path: nullableText,
    /** null: there is nothing above it that may be looked at. */
    parent: nullableText,
    folders: z.array(
      z.object({
        name: z.string(),
        path: z.string(),
        /** 'library': a library's own folder, which is not footage. */
        kind: z.enum(['folder', 'root', 'library']),
      }),
    ),
    /** Videos right in it, by their names: the first thousand. */
    videos: z.array(z.object({ name: z.string(), sizeBytes: count })),
    videoCount: count,
  }),
});

/** Closes the library that is open and opens another. @throws library-locked, library-newer, library-damaged, library-unusable, library-missing */
const openLibrary = defineHostCommand({
  request: z.object({ path: absolutePath, ifMissing: z.enum(['create', 'refuse']).default('refuse') }),
  response: z.object({ library }),
});

/** Starts the engine again after it failed. */
const restartEngine = defineHostCommand({ request: nothing, response: z.object({ engine: engineState }) });

/** Shows a clip's file in the system's file manager. @throws clip-unknown, file-missing */
const reveal = defineHostCommand({ request: z.object({ clipId: z.string() }), response: nothing });

/** Lets a person choose folders in the system's dialog; none when it was closed without a choice. */
const chooseFolders = defineHostCommand({
  request: z.object({ purpose: z.enum(['add', 'library']) }),
  response: z.object({ paths: z.array(z.string()) }),
});

/** Begins to drag the files of these clips out of the window. */
const dragOut = defineHostCommand({ request: z.object({ clipIds }), response: nothing });

/** Shows a place on a map in the system's browser. This leaves the machine, and happens only when a person asks. */
const openMap = defineHostCommand({
  request: z.object({ latitude: z.number().min(-90).max(90), longitude: z.number().min(-180).max(180) }),
  response: nothing,
});

const savePreferences = defineHostCommand({
  request: z.object({
    language: z.enum(languages).optional(),
    theme: z.enum(themes).optional(),
  }),
  response: preferences,
});

export const hostCommands = {
  'host.facts': facts,
  'host.browse': browse,
  'host.openLibrary': openLibrary,
  'host.restartEngine': restartEngine,
  'host.reveal': reveal,
  'host.chooseFolders': chooseFolders,
  'host.dragOut': dragOut,
  'host.openMap': openMap,
  'host.savePreferences': savePreferences,
} as const satisfies Record<string, HostCommand<z.ZodType, z.ZodType>>;

export type HostCommandName = keyof typeof hostCommands;
export type HostCommandRequest<N extends HostCommandName> = z.output<(typeof hostCommands)[N]['request']>;
export type HostCommandInput<N extends HostCommandName> = z.input<(typeof hostCommands)[N]['request']>;
export type HostCommandResponse<N extends HostCommandName> = z.output<(typeof hostCommands)[N]['response']>;

export function isHostCommandName(name: string): name is HostCommandName {
  return Object.hasOwn(hostCommands, name);
}
