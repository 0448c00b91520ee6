/** Files sent into the library's folder, piece by piece, so that a lost connection costs one piece and not the whole. */
import { DetailedError, Upload } from 'tus-js-client';
import { AppError } from '../../src-preload/contract/errors.ts';
import type { RushesClient } from './client.ts';

const chunkBytes = 16 * 1024 * 1024;
const retryDelaysMs = [0, 1_000, 3_000, 5_000, 10_000];

/** @throws AppError upload-too-large, disk-full, cancelled, engine-unavailable */
export const uploadFile: RushesClient['upload'] = (file, options) =>
  new Promise((resolve, reject) => {
    const { signal } = options;
    const upload = new Upload(file, {
      endpoint: '/uploads',
      chunkSize: chunkBytes,
      retryDelays: retryDelaysMs,
      removeFingerprintOnSuccess: true,
      metadata: { filename: file.name, filetype: file.type, lastModified: String(file.lastModified) },
      onProgress: (sentBytes, totalBytes) => {
        options.onProgress(totalBytes === 0 ? 1 : sentBytes / totalBytes);
      },
      onSuccess: () => {
        resolve();
      },
      onError: (thrown) => {
        reject(uploadError(file, thrown));
      },
    });
    const stop = (): void => {
      void upload.abort().then(() => {
        reject(new AppError('cancelled', { file: file.name }));
      });
    };
    if (signal.aborted) {
      stop();
      return;
    }
    signal.addEventListener('abort', stop, { once: true });
    void upload.findPreviousUploads().then(([previous]) => {
      if (signal.aborted) return;
      if (previous !== undefined) upload.resumeFromPreviousUpload(previous);
      upload.start();
    });
  });

function uploadError(file: File, thrown: Error): AppError {
  const status = thrown instanceof DetailedError ? thrown.originalResponse?.getStatus() : undefined;
  const facts = { file: file.name, detail: thrown.message };
  if (status === 413) return new AppError('upload-too-large', facts, thrown);
  if (status === 507) return new AppError('disk-full', facts, thrown);
  if (status === 401) return new AppError('session-ended', facts, thrown);
  return new AppError('engine-unavailable', facts, thrown);
}
