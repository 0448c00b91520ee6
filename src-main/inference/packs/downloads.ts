/** Downloads of packs: begun, paused, gone on with, ended. One at a time for each pack; whoever asks for it again joins in. */
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { AppError, type SerializedError, toAppError } from '../../../src-preload/contract/errors.ts';
import type { CataloguePack } from '../../../src-preload/contract/model-packs.ts';
import { diskError } from './disk-errors.ts';
import { lockDownload } from './download-lock.ts';
import { type DownloadPlan, downloadPlan, planDownload } from './download-plan.ts';
import { type DownloadAccess, manifestOf, planBytes, receiveAll } from './pack-download.ts';
import { bytesBelow, type InstalledPack, type PackStore, readJson, writeJson } from './pack-store.ts';
import type { DownloadLook } from './pack-states.ts';
import { sizeOf } from './transfer.ts';

export interface DownloadsDeps {
  readonly store: PackStore;
  readonly access: DownloadAccess;
  /** Host of hub repositories. */
  readonly hubAddress: string;
  /** Milliseconds since 1970, UTC. */
  readonly now: () => number;
  /** Told of every change, and now and then while bytes come. */
  readonly onChange: (packId: string) => void;
  readonly onInstalled: (pack: InstalledPack) => Promise<void>;
}

interface Active {
  readonly stop: AbortController;
  readonly finished: Promise<void>;
  receivedBytes: number;
  totalBytes: number | null;
}

export interface DownloadWish {
  readonly pack: CataloguePack;
  readonly mirror: string | null;
}

const tellEveryMs = 200;
const stopped = (packId: string, what: 'paused' | 'cancelled' | 'closed'): AppError =>
  new AppError('cancelled', { pack: packId, detail: `the download was ${what}` });

export class Downloads {
  readonly #deps: DownloadsDeps;
  readonly #active = new Map<string, Active>();
  readonly #errors = new Map<string, SerializedError>();

  constructor(deps: DownloadsDeps) {
    this.#deps = deps;
  }

  /** null: nothing of it is under way or begun. */
  async look(packId: string): Promise<DownloadLook | null> {
    const active = this.#active.get(packId);
    if (active !== undefined) {
      const { receivedBytes, totalBytes } = active;
      return { state: 'downloading', receivedBytes, totalBytes };
    }
    const plan = await this.#plan(packId);
    if (plan === null) return null;
    const folder = this.#deps.store.downloadFolder(packId);
    const totalBytes = planBytes(plan);
    const receivedBytes = Math.min(totalBytes, await this.#received(folder));
    return { state: 'paused', receivedBytes, totalBytes };
  }

  error(packId: string): SerializedError | null {
    return this.#errors.get(packId) ?? null;
  }

  isActive(packId: string): boolean {
    return this.#active.has(packId);
  }

  /**
   * The end of the download; joins one that is under way, and goes on with one that was begun.
   *
   * @throws AppError download-failed, where another Rushes is at it too
   */
  start({ pack, mirror }: DownloadWish): Promise<void> {
    const begin = (signal: AbortSignal): Promise<DownloadPlan> => this.#makePlan({ pack, mirror }, signal);
    return this.#run(pack.id, begin);
  }

  /** @throws AppError bad-arguments where nothing was begun */
  async resume(packId: string): Promise<void> {
    if (this.#active.has(packId)) return;
    await this.#begunPlan(packId);
    // Another Rushes may have ended it before this one had the lock.
    void this.#run(packId, () => this.#begunPlan(packId));
  }

  async pause(packId: string): Promise<void> {
    await this.#stop(packId, stopped(packId, 'paused'));
    this.#deps.onChange(packId);
  }

  /** @throws AppError download-failed where another Rushes is at it; permission-denied, io-error */
  async cancel(packId: string): Promise<void> {
    await this.#stop(packId, stopped(packId, 'cancelled'));
    this.#errors.delete(packId);
    const folder = this.#deps.store.downloadFolder(packId);
    await this.#locked(packId, () =>
      rm(folder, { recursive: true, force: true }).catch((error: unknown) => {
        throw diskError(error, folder);
      }),
    );
    this.#deps.onChange(packId);
  }

  async close(): Promise<void> {
    await Promise.all([...this.#active.keys()].map((id) => this.#stop(id, stopped(id, 'closed'))));
  }

  async #stop(packId: string, reason: AppError): Promise<void> {
    const active = this.#active.get(packId);
    active?.stop.abort(reason);
    await active?.finished.catch(() => undefined);
  }

  #run(packId: string, begin: (signal: AbortSignal) => Promise<DownloadPlan>): Promise<void> {
    const joined = this.#active.get(packId);
    if (joined !== undefined) return joined.finished;
    const stop = new AbortController();
    this.#errors.delete(packId);
    const finished = this.#carryOut(packId, begin, stop.signal);
    // Nobody has to wait for it: its failure is kept, and told.
    finished.catch(() => undefined);
    this.#active.set(packId, { stop, finished, receivedBytes: 0, totalBytes: null });
    this.#deps.onChange(packId);
    return finished;
  }

  async #carryOut(
    packId: string,
    begin: (signal: AbortSignal) => Promise<DownloadPlan>,
    signal: AbortSignal,
  ): Promise<void> {
    // So that it is among the active ones before anything of it happens.
    await Promise.resolve();
    try {
      const installed = await this.#locked(packId, async () =>
        this.#receive(packId, await begin(signal), signal),
      );
      await this.#deps.onInstalled(installed);
    } catch (error) {
      const failure = toAppError(signal.aborted ? signal.reason : error, { pack: packId });
      if (failure.code !== 'cancelled') this.#errors.set(packId, failure.serialize());
      throw failure;
    } finally {
      this.#active.delete(packId);
      this.#deps.onChange(packId);
    }
  }

  /** Of engines that share the folder, one at a time is at a download. */
  async #locked<T>(packId: string, work: () => Promise<T>): Promise<T> {
    const { store, now } = this.#deps;
    const lock = await lockDownload(store.downloadLock(packId), packId, now());
    try {
      return await work();
    } finally {
      await lock.release();
    }
  }

  async #receive(packId: string, plan: DownloadPlan, signal: AbortSignal): Promise<InstalledPack> {
    const { store, access, now, onChange } = this.#deps;
    const folder = store.downloadFolder(packId);
    const active = this.#active.get(packId);
    if (active !== undefined) active.totalBytes = planBytes(plan);
    let toldMs = 0;
    const onReceived = (bytes: number): void => {
      if (active !== undefined) active.receivedBytes = bytes;
      if (now() - toldMs < tellEveryMs) return;
      toldMs = now();
      onChange(packId);
    };
    const files = await receiveAll(plan, folder, access, onReceived, signal);
    signal.throwIfAborted();
    return store.install(folder, manifestOf(plan, files, new Date(now()).toISOString()));
  }

  /** What was begun is gone on with, unless the catalogue has changed or another mirror is wanted. */
  async #makePlan({ pack, mirror }: DownloadWish, signal: AbortSignal): Promise<DownloadPlan> {
    const { store, access, hubAddress, now } = this.#deps;
    const folder = store.downloadFolder(pack.id);
    const begun = await this.#plan(pack.id);
    const acceptedLicence = { ...pack.licence, at: new Date(now()).toISOString() };
    const isOfThis = begun !== null && isDeepStrictEqual(begun.pack, pack);
    if (isOfThis && begun.mirror === mirror) return begun;
    const plan = await planDownload({ pack, mirror, acceptedLicence, hubAddress }, access, signal);
    const isUseless = begun !== null && (!isOfThis || begun.revision !== plan.revision);
    if (isUseless) await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true }).catch((error: unknown) => {
      throw diskError(error, folder);
    });
    await writeJson(join(folder, 'plan.json'), plan);
    return plan;
  }

  /** @throws AppError bad-arguments */
  async #begunPlan(packId: string): Promise<DownloadPlan> {
    const plan = await this.#plan(packId);
    if (plan !== null) return plan;
    throw new AppError('bad-arguments', { pack: packId, detail: 'no download of it was begun' });
  }

  #plan(packId: string): Promise<DownloadPlan | null> {
    return readJson(join(this.#deps.store.downloadFolder(packId), 'plan.json'), downloadPlan);
  }

  async #received(folder: string): Promise<number> {
    return (await bytesBelow(folder)) - (await sizeOf(join(folder, 'plan.json')));
  }
}
