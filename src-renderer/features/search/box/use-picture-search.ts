/** Pictures that are dropped or pasted on the box are what results have to be like. */
import { type ClipboardEvent, type DragEvent, useCallback, useState } from 'react';
import { useNotices, useSearch } from '../../../stores/use-stores.ts';
import { useSearchChange } from '../use-search-change.ts';

/** While something is dragged its content can't be read, but its kind can. */
function holdsPicture({ items }: DataTransfer): boolean {
  return [...items].some(({ kind, type }) => kind === 'file' && type.startsWith('image/'));
}

function pictureIn({ files }: DataTransfer): File | undefined {
  return [...files].find(({ type }) => type.startsWith('image/'));
}

/** @param onTake a picture was taken; what it is like is searched */
export function usePictureSearch(onTake: () => void) {
  const [isOver, setOver] = useState(false);
  const takePicture = useSearch((state) => state.takePicture);
  const tellError = useNotices((state) => state.tellError);
  const { change } = useSearchChange();
  const search = useCallback(
    (file: File) => {
      onTake();
      takePicture(file).then((picture) => {
        change({
          query: '',
          sort: { by: 'relevance', direction: 'descending' },
          like: { kind: 'picture', picture },
        });
      }, tellError);
    },
    [takePicture, change, tellError, onTake],
  );
  const handlers = {
    onDragOver: (event: DragEvent) => {
      if (!holdsPicture(event.dataTransfer)) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = 'copy';
      setOver(true);
    },
    onDragLeave: () => {
      setOver(false);
    },
    onDrop: (event: DragEvent) => {
      setOver(false);
      const file = pictureIn(event.dataTransfer);
      if (file === undefined) return;
      // What lies around takes files for the library; this one is not meant for it.
      event.preventDefault();
      search(file);
    },
    onPaste: (event: ClipboardEvent) => {
      const file = pictureIn(event.clipboardData);
      if (file === undefined) return;
      event.preventDefault();
      search(file);
    },
  };
  return { isOver, handlers };
}
