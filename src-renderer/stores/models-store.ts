/** Model packs: what there is, what is installed, and how downloads go. */
import { z } from 'zod';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { CommandResponse } from '../../src-preload/contract/commands.ts';
import type { TaskName } from '../../src-preload/contract/inference-tasks.ts';
import type { LiveMessage } from '../../src-preload/contract/live.ts';
import type { PackProgress, PackState } from '../../src-preload/contract/model-packs.ts';
import type { RushesClient } from '../api/client.ts';
import type { KeptChoices } from './kept-choices.ts';
import { PackNews } from './pack-news.ts';

export type PackWork = 'verifying' | 'repairing' | 'removing' | 'measuring';

export interface ModelsState {
  /** null until they were read once. */
  readonly packs: readonly PackState[] | null;
  /** Where they are kept, how much room there is, and where they come from where nothing else is wanted. */
  readonly place: Omit<CommandResponse<'models.list'>, 'packs'> | null;
  /** Pack -> what is being done with it that takes a while, and can't be told by its state. */
  readonly work: ReadonlyMap<string, PackWork>;
  /** Fetched from in place of what is usual here; null: none. */
  readonly mirror: string | null;

  readonly hear: (message: LiveMessage) => void;
  /** All that follow: @throws AppError */
  readonly read: () => Promise<void>;
  /** Only after the person has said yes to its licence. */
  readonly download: (packId: string) => Promise<void>;
  readonly pause: (packId: string) => Promise<void>;
  readonly resume: (packId: string) => Promise<void>;
  readonly cancel: (packId: string) => Promise<void>;
  readonly remove: (packId: string) => Promise<CommandResponse<'models.remove'>>;
  readonly verify: (packId: string) => Promise<CommandResponse<'models.verify'>>;
  readonly repair: (packId: string) => Promise<CommandResponse<'models.verify'>>;
  readonly measure: (packId: string) => Promise<CommandResponse<'models.bench'>>;
  readonly use: (task: TaskName, packId: string | null) => Promise<void>;
  readonly bringIn: (path: string) => Promise<CommandResponse<'models.import'>>;
  readonly setMirror: (mirror: string | null) => void;
  readonly startAnew: () => void;
}

export type ModelsStore = StoreApi<ModelsState>;

const keptMirror = z.object({ mirror: z.string().nullable() });

export function createModelsStore(client: RushesClient, kept: KeptChoices): ModelsStore {
  const news = new PackNews();
  return createStore<ModelsState>()((set, get) => ({
    packs: null,
    place: null,
    work: new Map(),
    mirror: null,
    ...kept.read(keptMirror),
    ...downloading({ client, news, set, get }),
    ...working(client, set, get),

    hear(message) {
      if (message.kind !== 'models' || get().packs === null) return;
      news.hear(message.pack);
      const before = get().packs?.find(({ id }) => id === message.pack.packId);
      set({ packs: withProgress(get().packs, message.pack) });
      // What came or went with it (files, who is used for what) is not in the message.
      if (before?.state !== message.pack.state) void get().read().catch(ignoreOutage);
    },
    async read() {
      const askedAt = news.now();
      const { packs, ...place } = await client.ask('models.list', {});
      if (news.takes(askedAt)) set({ packs: packs.map((pack) => news.freshest(pack, askedAt)), place });
    },
    async use(task, packId) {
      const askedAt = news.now();
      const { packs } = await client.ask('models.use', { task, packId });
      if (news.takes(askedAt)) set({ packs: packs.map((pack) => news.freshest(pack, askedAt)) });
    },
    async bringIn(path) {
      const report = await client.ask('models.import', { path });
      await get().read();
      return report;
    },
    setMirror(mirror) {
      set({ mirror });
      kept.write({ mirror });
    },
    startAnew() {
      set({ packs: null, place: null, work: new Map() });
    },
  }));
}

type Setter = (change: Partial<ModelsState>) => void;
type Getter = () => ModelsState;

interface DownloadParts {
  readonly client: RushesClient;
  readonly news: PackNews;
  readonly set: Setter;
  readonly get: Getter;
}

/** What answers with the pack as it stands then. */
function downloading({
  client,
  news,
  set,
  get,
}: DownloadParts): Pick<ModelsState, 'download' | 'pause' | 'resume' | 'cancel'> {
  const put = async (ask: () => Promise<{ readonly pack: PackState }>): Promise<void> => {
    const askedAt = news.now();
    const { pack } = await ask();
    set({ packs: withPack(get().packs, news.freshest(pack, askedAt)) });
  };
  return {
    download: (packId) =>
      put(() => client.ask('models.download', { packId, acceptLicence: true, mirror: get().mirror })),
    pause: (packId) => put(() => client.ask('models.pause', { packId })),
    resume: (packId) => put(() => client.ask('models.resume', { packId })),
    cancel: (packId) => put(() => client.ask('models.cancel', { packId })),
  };
}

/** What takes its time, and changes more than the pack itself. */
function working(
  client: RushesClient,
  set: Setter,
  get: Getter,
): Pick<ModelsState, 'remove' | 'verify' | 'repair' | 'measure'> {
  const during = async <T>(packId: string, work: PackWork, deed: () => Promise<T>): Promise<T> => {
    set({ work: new Map(get().work).set(packId, work) });
    try {
      return await deed();
    } finally {
      set({ work: new Map([...get().work].filter(([id]) => id !== packId)) });
      // Whatever the deed came to is to be told, not that the list could not be read.
      await get().read().catch(ignoreOutage);
    }
  };
  return {
    remove: (packId) => during(packId, 'removing', () => client.ask('models.remove', { packId })),
    verify: (packId) => during(packId, 'verifying', () => client.ask('models.verify', { packId })),
    repair: (packId) =>
      during(packId, 'repairing', () => client.ask('models.verify', { packId, repair: true })),
    measure: (packId) => during(packId, 'measuring', () => client.ask('models.bench', { packId })),
  };
}

/** While the engine is away there is nothing to read; the page reads again when it is opened. */
function ignoreOutage(): void {
  return;
}

function withPack(packs: readonly PackState[] | null, pack: PackState): readonly PackState[] {
  const known = packs ?? [];
  return known.some(({ id }) => id === pack.id)
    ? known.map((other) => (other.id === pack.id ? pack : other))
    : [...known, pack];
}

function withProgress(
  packs: readonly PackState[] | null,
  { packId, ...progress }: PackProgress,
): readonly PackState[] | null {
  return packs === null ? null : packs.map((pack) => (pack.id === packId ? { ...pack, ...progress } : pack));
}
