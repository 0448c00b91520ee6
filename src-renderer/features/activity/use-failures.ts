import { useEffect, useState } from 'react';
import type { Failure } from '../../../src-preload/contract/commands/failures.ts';
import { useActivity, useClient, useNotices, useSession } from '../../stores/use-stores.ts';

/** All failures of the library, read anew whenever their number may have changed; null until they are known. */
export function useFailures(): { readonly failures: readonly Failure[] | null; readonly read: () => void } {
  const client = useClient();
  const tellError = useNotices((state) => state.tellError);
  const epoch = useSession((state) => state.epoch);
  const counted = useActivity(({ status }) =>
    status === null
      ? ''
      : `${String(status.jobs.failed)} ${String(status.jobs.blocked)} ${String(status.files.failed)}`,
  );
  const [failures, setFailures] = useState<readonly Failure[] | null>(null);
  const [asked, setAsked] = useState(0);
  useEffect(() => {
    const abort = new AbortController();
    client.ask('failures.list', {}, abort.signal).then((found) => {
      setFailures(found.failures);
    }, tellError);
    return () => {
      abort.abort();
    };
  }, [client, tellError, epoch, counted, asked]);
  return {
    failures,
    read: () => {
      setAsked((times) => times + 1);
    },
  };
}
