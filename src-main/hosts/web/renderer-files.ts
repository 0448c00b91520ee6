/** The window's own files, as the build leaves them: an `index.html`, and assets whose names change with their content. */
import { existsSync } from 'node:fs';
import { basename, join, resolve, sep } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { AppError } from '../../../src-preload/contract/errors.ts';

/** From the compiled module (out/src-main/hosts/web) as from the source (src-main/hosts/web). */
export function builtRendererFolder(modulesFolder: string = import.meta.dirname): string {
  const base = resolve(modulesFolder, '..', '..', '..');
  return basename(base) === 'out' ? join(base, 'renderer') : join(base, 'out', 'renderer');
}

/** @throws AppError tool-missing when the window was not built */
export async function addRendererFiles(app: FastifyInstance, folder: string): Promise<void> {
  if (!existsSync(join(folder, 'index.html')))
    throw new AppError('tool-missing', {
      file: folder,
      detail: 'the window has not been built; run npm start once',
    });
  const assets = join(folder, 'assets') + sep;
  await app.register(fastifyStatic, {
    root: folder,
    index: ['index.html'],
    dotfiles: 'ignore',
    cacheControl: false,
    setHeaders: (reply, path) => {
      const isAsset = path.startsWith(assets);
      void reply.header('cache-control', isAsset ? 'private, max-age=31536000, immutable' : 'no-store');
    },
  });
}
