import { useEffect, useMemo, useState } from 'react';
import type { ClipInfo } from '../../../../../src-preload/contract/commands/clip-info.ts';
import { useClient, useNotices } from '../../../../stores/use-stores.ts';
import { exifGroups, type ExifTags } from './exif-groups.ts';
import type { InfoGroup } from './info-wording.ts';

export interface Exif {
  /** 'none': exiftool has not looked at the clip. */
  readonly state: 'unasked' | 'reading' | 'none' | 'read' | 'failed';
  /** null unless they were read. */
  readonly tags: ExifTags | null;
  /** Empty unless they were read. */
  readonly groups: readonly InfoGroup[];
  /** Reads them, again where that failed; from then on they follow the clip. */
  readonly ask: () => void;
}

type Answer = { readonly state: 'failed' } | { readonly state: 'read'; readonly tags: ExifTags | null };

/** Every tag that exiftool found. There can be hundreds: they are read when somebody asks for them. */
export function useExif({ id, stages }: ClipInfo): Exif {
  const client = useClient();
  const tellError = useNotices((state) => state.tellError);
  const [timesAsked, setTimesAsked] = useState(0);
  const [answer, setAnswer] = useState<Answer | null>(null);
  const stage = stages.find(({ name }) => name === 'exif');
  // Another one whenever exiftool has looked again.
  const run = stage === undefined ? 'none' : `${stage.state} ${String(stage.attempt)}`;
  useEffect(() => {
    if (timesAsked === 0) return;
    const abort = new AbortController();
    client.ask('clip.exif', { clip: id }, abort.signal).then(
      ({ tags }) => {
        if (!abort.signal.aborted) setAnswer({ state: 'read', tags });
      },
      (thrown: unknown) => {
        if (abort.signal.aborted) return;
        setAnswer({ state: 'failed' });
        tellError(thrown);
      },
    );
    return () => {
      abort.abort();
    };
  }, [client, id, tellError, timesAsked, run]);
  return useMemo(() => {
    const tags = answer?.state === 'read' ? answer.tags : null;
    return {
      state: stateOf(timesAsked, answer),
      tags,
      groups: tags === null ? [] : exifGroups(tags),
      ask: () => {
        setTimesAsked((times) => times + 1);
      },
    };
  }, [timesAsked, answer]);
}

function stateOf(timesAsked: number, answer: Answer | null): Exif['state'] {
  if (timesAsked === 0) return 'unasked';
  if (answer === null) return 'reading';
  return answer.state === 'read' && answer.tags === null ? 'none' : answer.state;
}
