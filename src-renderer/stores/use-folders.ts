import { useEffect, useState } from 'react';
import { type AppError, toAppError } from '../../src-preload/contract/errors.ts';
import type { HostCommandResponse } from '../../src-preload/contract/host-commands.ts';
import { useClient } from './use-stores.ts';

export type FolderContent = HostCommandResponse<'host.browse'>;

interface Folders {
  /** Of the last folder that could be read; null until then. */
  readonly content: FolderContent | null;
  readonly isLoading: boolean;
  /** Why the folder last asked for can't be looked into. */
  readonly error: AppError | null;
  /** null: the list of places to begin at. */
  readonly go: (path: string | null) => void;
}

/** A walk through this machine's folders, as far as the host allows. Begins when `isOn`. */
export function useFolders(isOn: boolean): Folders {
  const client = useClient();
  const [path, setPath] = useState<string | null>(null);
  const [found, setFound] = useState<{
    readonly path: string | null;
    readonly content: FolderContent;
  } | null>(null);
  const [failure, setFailure] = useState<{ readonly path: string | null; readonly error: AppError } | null>(
    null,
  );
  useEffect(() => {
    if (!isOn) return undefined;
    const abort = new AbortController();
    client.askHost('host.browse', { path }, abort.signal).then(
      (content) => {
        setFound({ path, content });
        setFailure(null);
      },
      (thrown: unknown) => {
        if (!abort.signal.aborted) setFailure({ path, error: toAppError(thrown) });
      },
    );
    return () => {
      abort.abort();
    };
  }, [client, isOn, path]);
  const error = failure !== null && failure.path === path ? failure.error : null;
  return {
    content: found?.content ?? null,
    isLoading: error === null && found?.path !== path,
    error,
    go: setPath,
  };
}
