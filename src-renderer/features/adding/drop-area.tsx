/** The whole window takes files and folders. */
import { Import } from 'lucide-react';
import { type DragEvent, type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useClient, useNotices, useSession } from '../../stores/use-stores.ts';
import styles from './adding.module.css';
import { entriesOf, filesOf } from './dropped-files.ts';
import { UploadList } from './upload-list.tsx';
import { UploadsContext } from './uploads-context.ts';
import { useAdding } from './use-adding.ts';
import { useUploadQueue } from './use-upload-queue.ts';

export function DropArea({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation('adding');
  const client = useClient();
  const { addPaths } = useAdding();
  const { uploads, send, cancel } = useUploadQueue();
  const tellError = useNotices((state) => state.tellError);
  const readsPaths = useSession((state) => state.facts?.abilities.droppedPaths === true);
  const { isOver, handlers } = useDrag((transfer) => {
    const paths = client.pathsOf([...transfer.files]);
    if (paths === null) filesOf(entriesOf(transfer)).then(send, tellError);
    else addPaths(paths);
  });
  return (
    <UploadsContext value={{ send }}>
      <div className={styles['area']} data-dragging={isOver ? '' : undefined} {...handlers}>
        {children}
        {isOver && (
          <div className={styles['overlay']}>
            <div className={styles['target']}>
              <Import size={40} aria-hidden />
              <h2>{t('drop.title')}</h2>
              <p>{readsPaths ? t('drop.paths') : t('drop.upload')}</p>
              <p>{t('drop.picture')}</p>
            </div>
          </div>
        )}
        <UploadList uploads={uploads} onCancel={cancel} />
      </div>
    </UploadsContext>
  );
}

/** Entering a child leaves its parent, so entries are counted. What is dragged out of the window itself is no drop. */
function useDrag(onDrop: (transfer: DataTransfer) => void) {
  const depth = useRef(0);
  const [isOver, setOver] = useState(false);
  const hasFiles = (event: DragEvent): boolean => event.dataTransfer.types.includes('Files');
  const handlers = {
    onDragEnter: (event: DragEvent) => {
      if (!hasFiles(event)) return;
      depth.current += 1;
      setOver(true);
    },
    onDragOver: (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = 'copy';
    },
    onDragLeave: (event: DragEvent) => {
      if (!hasFiles(event)) return;
      depth.current -= 1;
      if (depth.current <= 0) setOver(false);
    },
    onDrop: (event: DragEvent) => {
      if (!hasFiles(event)) return;
      // Something within has taken it: the search box takes pictures.
      const isTaken = event.defaultPrevented;
      event.preventDefault();
      depth.current = 0;
      setOver(false);
      if (!isTaken) onDrop(event.dataTransfer);
    },
  };
  return { isOver, handlers };
}
