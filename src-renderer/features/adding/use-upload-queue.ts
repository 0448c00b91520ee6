import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useClient, useNotices, useSession } from '../../stores/use-stores.ts';
import { formatBytes } from '../../ui/format.ts';
import { isVideoFile } from './dropped-files.ts';
import { createUploadQueue, type UploadItem } from './upload-queue.ts';

/** Copies files into the library's folder; what is no video, or too large, is said and left out. */
export function useUploadQueue() {
  const { t, i18n } = useTranslation('adding');
  const client = useClient();
  const tell = useNotices((state) => state.tell);
  const tellError = useNotices((state) => state.tellError);
  const most = useSession((state) => state.facts?.abilities.uploads?.mostBytes ?? Number.POSITIVE_INFINITY);
  const [uploads, setUploads] = useState<readonly UploadItem[]>([]);
  const queue = useMemo(
    () =>
      createUploadQueue({
        upload: (file, options) => client.upload(file, options),
        onChange: setUploads,
        onFailure: tellError,
        onEnd: (count) => {
          if (count > 0) tell(t('uploads.done', { count }));
        },
      }),
    [client, t, tell, tellError],
  );
  const send = (files: readonly File[]): void => {
    const videos = files.filter(isVideoFile);
    if (videos.length === 0) tell(t('uploads.nothing'));
    for (const { name, size } of videos) {
      if (size > most) tell(t('uploads.tooLarge', { name, most: formatBytes(most, i18n.language) }));
    }
    queue.add(videos.filter(({ size }) => size <= most));
  };
  return { uploads, send, cancel: (id: number) => queue.cancel(id) };
}
