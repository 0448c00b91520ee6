/**
 * Files that windows send, on their way into one library's folder: `uploads/.incoming` while they come (a scan passes
 * over names with a dot in front), `uploads/<name>` when they are complete. The protocol is tus 1.0 (tus.io).
 */
import { mkdirSync } from 'node:fs';
import { open, rename, stat, statfs, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { FileConfigstore, FileStore } from '@tus/file-store';
import { Server, type Upload } from '@tus/server';
import { AppError } from '../../../src-preload/contract/errors.ts';
import { numberedName, safeFileName } from './safe-file-name.ts';

const weekMs = 7 * 24 * 60 * 60 * 1000;
/** What the library's own work needs beside the file. */
const reserveBytes = 256 * 1024 * 1024;
const mostSameNames = 10_000;
/** Uploads whose end is remembered, for windows that missed the last answer. */
const mostRemembered = 1000;

export interface UploadStoreOptions {
  readonly libraryPath: string;
  readonly mostBytes: number;
  /** Takes a complete file into the library; it stays where it is. */
  onComplete(path: string): Promise<void>;
  /** Bytes free on the disk of the library. Left out: asked of the system. */
  readonly freeBytes?: () => Promise<number>;
}

/** What tus answers with: it looks for these two in whatever is thrown. */
class UploadRefusal extends Error {
  override readonly name = 'UploadRefusal';
  readonly status_code: number;
  readonly body: string;

  constructor(statusCode: number, error: AppError) {
    super(error.message);
    this.status_code = statusCode;
    this.body = JSON.stringify({ ok: false, error: error.serialize() });
  }
}

export class UploadStore {
  readonly libraryPath: string;
  readonly server: Server;
  readonly #options: UploadStoreOptions;
  readonly #folder: string;
  readonly #files: FileStore;
  readonly #records: FileConfigstore;
  /** Upload id -> bytes. */
  readonly #completed = new Map<string, number>();
  /** Its last piece may come while what was complete at the start is looked through: both would take it in. */
  readonly #completing = new Map<string, Promise<void>>();

  constructor(options: UploadStoreOptions) {
    this.#options = options;
    this.libraryPath = options.libraryPath;
    this.#folder = join(options.libraryPath, 'uploads');
    const incoming = join(this.#folder, '.incoming');
    mkdirSync(incoming, { recursive: true, mode: 0o700 });
    this.#records = new FileConfigstore(incoming);
    this.#files = new FileStore({
      directory: incoming,
      configstore: this.#records,
      expirationPeriodInMilliseconds: weekMs,
    });
    this.server = new Server({
      path: '/uploads',
      datastore: this.#files,
      maxSize: options.mostBytes,
      relativeLocation: true,
      allowedOrigins: [],
      disableTerminationForFinishedUploads: true,
      onUploadCreate: async (_request, upload) => {
        await this.#refuseWhatDoesNotFit(upload);
        return {};
      },
      onUploadFinish: async (_request, upload) => {
        await this.#complete(upload);
        return {};
      },
      onResponseError: (_request, error) => this.#explain(error),
    });
  }

  /** Size of an upload that has been completed; null: not known. */
  completedBytes(id: string): number | null {
    return this.#completed.get(id) ?? null;
  }

  /** Removes what nobody went on with for a week, and finishes what was complete when Rushes ended. */
  async tidy(): Promise<void> {
    await this.#files.deleteExpired().catch(() => 0);
    for (const id of await this.#records.list()) {
      const upload = await this.#files.getUpload(id).catch(() => null);
      if (upload !== null && upload.size === upload.offset) await this.#complete(upload);
    }
  }

  async #refuseWhatDoesNotFit(upload: Upload): Promise<void> {
    const file = upload.metadata?.['filename'] ?? upload.id;
    if (upload.size === undefined)
      throw new UploadRefusal(
        400,
        new AppError('bad-arguments', { file, detail: 'the size has to be told first' }),
      );
    const freeBytes = await this.#freeBytes();
    if (upload.size + reserveBytes > freeBytes)
      throw new UploadRefusal(507, new AppError('disk-full', { file, needed: upload.size, free: freeBytes }));
  }

  async #freeBytes(): Promise<number> {
    if (this.#options.freeBytes !== undefined) return this.#options.freeBytes();
    const { bavail, bsize } = await statfs(this.#options.libraryPath);
    return bavail * bsize;
  }

  /** The store says only that it could not write; a full disk is by far the likeliest cause, and can be told. */
  async #explain(error: Error | { status_code: number; body: string }) {
    const status = 'status_code' in error ? error.status_code : 500;
    if (status === 413) {
      const refused = new AppError('upload-too-large', { mostBytes: this.#options.mostBytes });
      return new UploadRefusal(413, refused);
    }
    if (status !== 500) return undefined;
    const free = await this.#freeBytes().catch(() => reserveBytes);
    if (free < reserveBytes) return new UploadRefusal(507, new AppError('disk-full', { free }));
    return new UploadRefusal(500, new AppError('io-error', { detail: 'the upload could not be stored' }));
  }

  /** Once, whoever asks for it. */
  async #complete(upload: Upload): Promise<void> {
    const { id } = upload;
    if (this.#completed.has(id)) return;
    const work = this.#completing.get(id) ?? this.#takeIn(upload);
    this.#completing.set(id, work);
    try {
      await work;
    } finally {
      this.#completing.delete(id);
    }
  }

  async #takeIn({ id, metadata, size }: Upload): Promise<void> {
    const from = join(this.#folder, '.incoming', id);
    const path = await this.#freePath(safeFileName(metadata?.['filename'] ?? 'upload'));
    await rename(from, path);
    await this.#records.delete(id);
    this.#remember(id, size ?? 0);
    await keepTime(path, Number(metadata?.['lastModified'] ?? Number.NaN));
    await this.#options.onComplete(path);
  }

  /** Takes a name that nothing goes by yet: an empty file holds it until the content is moved over it. */
  async #freePath(name: string): Promise<string> {
    for (let number = 1; number <= mostSameNames; number += 1) {
      const path = join(this.#folder, numberedName(name, number));
      try {
        await (await open(path, 'wx', 0o600)).close();
        return path;
      } catch (error) {
        if (!isTaken(error)) throw error;
      }
    }
    throw new AppError('io-error', { file: join(this.#folder, name), detail: 'too many files of this name' });
  }

  #remember(id: string, sizeBytes: number): void {
    this.#completed.set(id, sizeBytes);
    const [oldest] = this.#completed.keys();
    if (this.#completed.size > mostRemembered && oldest !== undefined) this.#completed.delete(oldest);
  }
}

/** The file is as old as it was where it came from: cameras that write no date inside are dated by it. */
async function keepTime(path: string, modifiedMs: number): Promise<void> {
  if (!Number.isFinite(modifiedMs) || modifiedMs <= 0 || modifiedMs > Date.now()) return;
  const { atime } = await stat(path);
  await utimes(path, atime, new Date(modifiedMs)).catch(() => undefined);
}

function isTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'EEXIST' || error.code === 'EISDIR');
}
