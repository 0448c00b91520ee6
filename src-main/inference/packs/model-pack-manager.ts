/** Holds the folder of the packs: what is fetched, taken in, looked at, chosen, measured and thrown away. */
import { join } from 'node:path';
import type * as contract from '../../../src-preload/contract/commands/models.ts';
import type { RequestOf, ResponseOf } from '../../../src-preload/contract/command.ts';
import { AppError } from '../../../src-preload/contract/errors.ts';
import type { TaskName } from '../../../src-preload/contract/inference-tasks.ts';
import type { Catalogue, PackState, ProviderVerdict } from '../../../src-preload/contract/model-packs.ts';
import type { FileHasher } from '../../platform/hashing.ts';
import type { AnyModel } from '../model.ts';
import type { ModelInUse } from '../model-in-use.ts';
import type { OnnxSignature } from '../protocol.ts';
import { Downloads } from './downloads.ts';
import type { Candidate } from './installed-models.ts';
import { checkPack, glanceAt } from './pack-check.ts';
import { type DownloadAccess, freeBytesAt } from './pack-download.ts';
import { exportPacks } from './pack-export.ts';
import { importPacks } from './pack-import.ts';
import { type ChangeListener, PackInventory } from './pack-inventory.ts';
import { repairPack } from './pack-repair.ts';
import { bytesBelow, type InstalledPack, PackStore } from './pack-store.ts';
import { StoredPreferences } from './preferences.ts';
import { usualRetryDelaysMs } from './retries.ts';
import { SoundPacks } from './sound-packs.ts';
import { openPart } from './transfer.ts';
import { untilAborted } from './until-aborted.ts';

export interface ManagerOptions {
  /** Absolute; made when something is put into it. */
  readonly folder: string;
  readonly catalogue: Catalogue;
  readonly models: readonly AnyModel[];
  readonly hasher: Pick<FileHasher, 'hash'>;
  /** What goes into an ONNX file and comes out. @throws AppError where it is none */
  inspect(path: string, signal: AbortSignal): Promise<OnnxSignature>;
  /** Tries models on each execution provider. */
  measure(models: readonly MeasuredCandidate[], signal: AbortSignal): Promise<readonly ProviderVerdict[]>;
  /** For all downloads that do not name one; null: the usual hosts. */
  readonly mirror: string | null;
  readonly hubAddress?: string;
  readonly access?: Partial<Omit<DownloadAccess, 'hashFile'>>;
  /** Milliseconds since 1970, UTC. */
  readonly now?: () => number;
}

export interface MeasuredCandidate {
  readonly packId: string;
  readonly task: TaskName;
  readonly model: ModelInUse;
}

type Verification = ResponseOf<typeof contract.verify>;

const usualHub = 'https://huggingface.co';
const usualStallMs = 30_000;

/** Where packs are kept: RUSHES_MODELS, else in the library. */
export function modelsFolder(
  libraryPath: string,
  environment: Readonly<Record<string, string | undefined>>,
): string {
  const own = environment['RUSHES_MODELS'];
  return own === undefined || own === '' ? join(libraryPath, 'models') : own;
}

export class ModelPackManager implements contract.ModelPacks {
  readonly #options: ManagerOptions;
  readonly #now: () => number;
  readonly #store: PackStore;
  readonly #access: DownloadAccess;
  readonly #downloads: Downloads;
  readonly #preferences: StoredPreferences;
  readonly #inventory: PackInventory;
  readonly #sound: SoundPacks;
  readonly #repairListeners = new Set<(packId: string) => void>();

  private constructor(options: ManagerOptions) {
    this.#options = options;
    this.#now = options.now ?? (() => Date.now());
    this.#store = new PackStore(options.folder);
    this.#preferences = new StoredPreferences(options.folder);
    this.#access = {
      fetch: options.access?.fetch ?? ((...asked) => fetch(...asked)),
      retryDelaysMs: options.access?.retryDelaysMs ?? usualRetryDelaysMs,
      stallMs: options.access?.stallMs ?? usualStallMs,
      openPart: options.access?.openPart ?? openPart,
      hashFile: (path, signal) => options.hasher.hash(path, signal),
    };
    this.#sound = new SoundPacks(this.#access.hashFile, this.#now);
    this.#downloads = new Downloads({
      store: this.#store,
      access: this.#access,
      hubAddress: options.hubAddress ?? usualHub,
      now: this.#now,
      onChange: (packId) => void this.#inventory.tell(packId),
      onInstalled: async ({ manifest }) => {
        await this.#inventory.refresh();
        this.#tellRepaired(manifest.id);
      },
    });
    this.#inventory = new PackInventory({
      catalogue: options.catalogue,
      models: options.models,
      store: this.#store,
      preferences: this.#preferences,
      downloads: this.#downloads,
    });
  }

  /** Never rejects for what lies in the folder. */
  static async open(options: ManagerOptions): Promise<ModelPackManager> {
    const manager = new ModelPackManager(options);
    await manager.#store.tidy(manager.#now());
    await manager.#preferences.load();
    await manager.#inventory.refresh();
    return manager;
  }

  /** Pauses what is being downloaded. */
  async close(): Promise<void> {
    this.#sound.close();
    await this.#downloads.close();
  }

  get folder(): string {
    return this.#options.folder;
  }

  /** Told of every change of a pack; must not throw. */
  onChange(listener: ChangeListener): () => void {
    return this.#inventory.onChange(listener);
  }

  /** Told when other models may be in use than before; must not throw. */
  onModelsChanged(listener: () => void): () => void {
    return this.#inventory.onModelsChanged(listener);
  }

  /**
   * Told when a pack's files were put in their place or put right, also where they make the same model as before: what failed
   * with model-damaged may succeed now. Must not throw.
   */
  onRepaired(listener: (packId: string) => void): () => void {
    this.#repairListeners.add(listener);
    return () => this.#repairListeners.delete(listener);
  }

  /** The installed models of a task, the one in use first; their files have not been looked at. */
  candidates(task: TaskName): readonly Candidate[] {
    return this.#inventory.candidates.get(task) ?? [];
  }

  /** Of the model that is in use for a task; null: none is installed. */
  keyOf(task: TaskName): string | null {
    return this.candidates(task)[0]?.inUse.key ?? null;
  }

  /**
   * The model in use for a task, its files seen to be what they should be; null: none is installed.
   *
   * @throws AppError model-damaged; the signal's reason
   */
  async modelFor(task: TaskName, signal: AbortSignal): Promise<ModelInUse | null> {
    for (;;) {
      const [best] = this.candidates(task);
      if (best === undefined) return null;
      try {
        await this.#sound.ensure(best.pack, signal);
        return best.inUse;
      } catch (error) {
        signal.throwIfAborted();
        // Another engine may have removed or replaced the pack since this one last looked.
        await this.#inventory.refresh();
        await this.#inventory.tell(best.pack.manifest.id);
        if (this.#isInstalled(best.pack)) throw error;
      }
    }
  }

  async list(): Promise<ResponseOf<typeof contract.list>> {
    await this.#inventory.refresh();
    const { folder, mirror } = this.#options;
    const [diskBytes, freeBytes] = await Promise.all([bytesBelow(folder), freeBytesAt(folder)]);
    return { packs: await this.#inventory.states(), folder, diskBytes, freeBytes, mirror };
  }

  async info({ packId }: RequestOf<typeof contract.info>): Promise<{ pack: PackState }> {
    return { pack: await this.#inventory.state(packId) };
  }

  async download(
    { packId, acceptLicence, mirror, until }: RequestOf<typeof contract.download>,
    signal: AbortSignal,
  ): Promise<{ pack: PackState }> {
    const pack = this.#inventory.entry(packId);
    const { state } = await this.#inventory.state(packId);
    if (state === 'installed' || state === 'side-loaded') return this.info({ packId });
    if (pack === null) {
      throw new AppError('model-unknown', { pack: packId, detail: 'the catalogue does not have it' });
    }
    if (!acceptLicence)
      throw new AppError('licence-unaccepted', { pack: packId, licence: pack.licence.name });
    const finished = this.#downloads.start({ pack, mirror: mirror ?? this.#options.mirror });
    if (until === 'finished') await untilAborted(finished, signal);
    return this.info({ packId });
  }

  async pause({ packId }: RequestOf<typeof contract.pause>): Promise<{ pack: PackState }> {
    await this.#downloads.pause(packId);
    return this.info({ packId });
  }

  async resume({ packId }: RequestOf<typeof contract.resume>): Promise<{ pack: PackState }> {
    await this.#downloads.resume(packId);
    return this.info({ packId });
  }

  async cancel({ packId }: RequestOf<typeof contract.cancel>): Promise<{ pack: PackState }> {
    await this.#downloads.cancel(packId);
    return this.info({ packId });
  }

  async importFrom(
    { path }: RequestOf<typeof contract.importPacks>,
    signal: AbortSignal,
  ): Promise<contract.ImportReport> {
    const { catalogue, models } = this.#options;
    const using = {
      catalogue,
      models,
      hashFile: this.#access.hashFile,
      inspect: (file: string, ends: AbortSignal) => this.#options.inspect(file, ends),
      now: new Date(this.#now()).toISOString(),
    };
    const report = await importPacks(path, this.#store, using, signal);
    await this.#inventory.refresh();
    for (const { packId } of report.imported) {
      await this.#inventory.tell(packId);
      this.#tellRepaired(packId);
    }
    return report;
  }

  async exportTo(
    { packIds, target }: RequestOf<typeof contract.exportPacks>,
    signal: AbortSignal,
  ): Promise<ResponseOf<typeof contract.exportPacks>> {
    const packs = await this.#inventory.installed(packIds);
    if (packs.length === 0) throw new AppError('model-missing', { detail: 'no pack is installed' });
    for (const pack of packs) await this.#sound.ensure(pack, signal);
    const sizeBytes = await exportPacks(packs, target, this.#store.folder, signal);
    return { path: target, packIds: packs.map(({ manifest }) => manifest.id), sizeBytes };
  }

  async verify(
    { packId, repair }: RequestOf<typeof contract.verify>,
    signal: AbortSignal,
  ): Promise<Verification> {
    const packs: Verification['packs'] = [];
    for (const pack of await this.#inventory.installed(packId === null ? null : [packId])) {
      const before = await glanceAt(pack);
      const looked = await this.#verifyOne(pack, repair, signal);
      packs.push(looked);
      await this.#inventory.tell(pack.manifest.id);
      // A person may have put it right by hand.
      const isMended = looked.state === 'sound' && typeof before !== 'string';
      if (isMended || looked.state === 'repaired') this.#tellRepaired(pack.manifest.id);
    }
    return { packs, sound: packs.every(({ state }) => state !== 'damaged') };
  }

  async remove({ packId }: RequestOf<typeof contract.remove>): Promise<{ freedBytes: number }> {
    const [pack] = await this.#inventory.installed([packId]);
    const freedBytes = pack === undefined ? 0 : await bytesBelow(pack.folder);
    await this.#store.remove(packId);
    await this.#preferences.forget(packId);
    await this.#inventory.refresh();
    await this.#inventory.tell(packId);
    return { freedBytes };
  }

  async use({ task, packId }: RequestOf<typeof contract.use>): Promise<{ packs: PackState[] }> {
    if (packId !== null) {
      await this.#inventory.installed([packId]);
      const isAble = this.candidates(task).some(({ pack }) => pack.manifest.id === packId);
      if (!isAble) throw new AppError('model-unsuitable', { pack: packId, task });
    }
    await this.#preferences.choose(task, packId);
    await this.#inventory.refresh();
    return { packs: await this.#inventory.states() };
  }

  async bench(
    { packId }: RequestOf<typeof contract.bench>,
    signal: AbortSignal,
  ): Promise<{ results: ProviderVerdict[] }> {
    const packs = await this.#inventory.installed(packId === null ? null : [packId]);
    const ids = new Set(packs.map(({ manifest }) => manifest.id));
    const all = [...this.#inventory.candidates.values()].flat();
    const wanted = all.filter(({ pack }) => ids.has(pack.manifest.id));
    for (const { pack } of wanted) await this.#sound.ensure(pack, signal);
    const asked = wanted.map(({ pack, task, inUse }) => ({ packId: pack.manifest.id, task, model: inUse }));
    const results = await this.#options.measure(asked, signal);
    const measured = wanted.map(({ pack, inUse: { key, model } }) => ({
      ...{ key, model },
      verdicts: results.filter((each) => each.packId === pack.manifest.id && each.model === model),
    }));
    await this.#preferences.note(measured, new Set(all.map(({ inUse }) => inUse.key)));
    await this.#inventory.refresh();
    return { results: [...results] };
  }

  #tellRepaired(packId: string): void {
    for (const listener of this.#repairListeners) listener(packId);
  }

  /** Whether that very pack was there at the last look at the disk. */
  #isInstalled({ manifest: { id, installedAt } }: InstalledPack): boolean {
    return [...this.#inventory.candidates.values()]
      .flat()
      .some(({ pack: { manifest } }) => manifest.id === id && manifest.installedAt === installedAt);
  }

  async #verifyOne(
    pack: InstalledPack,
    repair: boolean,
    signal: AbortSignal,
  ): Promise<Verification['packs'][number]> {
    const packId = pack.manifest.id;
    this.#sound.forget(packId);
    const found = await checkPack(pack, this.#access.hashFile, signal);
    const problems = found.map(({ path, detail }) => ({ path, detail }));
    if (problems.length === 0) return { packId, state: 'sound', problems };
    if (!repair) return { packId, state: 'damaged', problems };
    const { mirror, hubAddress = usualHub } = this.#options;
    const entry = this.#inventory.entry(packId);
    try {
      await repairPack(
        pack,
        found,
        { store: this.#store, access: this.#access, hubAddress, mirror, entry },
        signal,
      );
    } catch (error) {
      signal.throwIfAborted();
      // One pack that cannot be had does not keep the others from being looked at.
      const detail = error instanceof Error ? error.message : String(error);
      return { packId, state: 'damaged', problems: [...problems, { path: '', detail }] };
    }
    const left = await checkPack(pack, this.#access.hashFile, signal);
    return { packId, state: left.length === 0 ? 'repaired' : 'damaged', problems };
  }
}
