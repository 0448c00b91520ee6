/** Putting collections in order with the pointer. */
import { type DragEvent, useState } from 'react';
import { movedTo } from '../../stores/collection-order.ts';
import { useCollectionActions } from '../../stores/use-collections.ts';
import { useStores } from '../../stores/use-stores.ts';

export interface RowDrag {
  /** Where what is dragged would go; null: not here. */
  readonly gap: 'before' | 'behind' | null;
  readonly handlers: {
    readonly draggable: true;
    readonly onDragStart: (event: DragEvent) => void;
    readonly onDragOver: (event: DragEvent) => void;
    readonly onDrop: (event: DragEvent) => void;
    readonly onDragEnd: () => void;
  };
}

const dragType = 'application/x-rushes-collection';

interface Dragging {
  readonly id: string;
  /** As `movedTo` takes it; null: over none. */
  readonly gap: number | null;
}

export function useCollectionDrag(): { readonly of: (id: string, index: number) => RowDrag } {
  const { collections } = useStores();
  const { order } = useCollectionActions();
  const [dragging, setDragging] = useState<Dragging | null>(null);
  const drop = ({ id, gap }: Dragging): void => {
    const ids = (collections.getState().collections ?? []).map((collection) => collection.id);
    const next = gap === null ? ids : movedTo(ids, id, gap);
    if (next.join() !== ids.join()) order(next);
  };
  return {
    of: (id, index) => ({
      gap: sideOf(dragging, index),
      handlers: {
        draggable: true,
        onDragStart: (event) => {
          event.dataTransfer.setData(dragType, id);
          event.dataTransfer.effectAllowed = 'move';
          setDragging({ id, gap: null });
        },
        onDragOver: (event) => {
          // Of another window, or another thing altogether.
          if (dragging === null) return;
          event.preventDefault();
          event.dataTransfer.dropEffect = 'move';
          const { top, height } = event.currentTarget.getBoundingClientRect();
          const gap = event.clientY < top + height / 2 ? index : index + 1;
          if (gap !== dragging.gap) setDragging({ ...dragging, gap });
        },
        onDrop: (event) => {
          if (dragging === null) return;
          event.preventDefault();
          setDragging(null);
          drop(dragging);
        },
        onDragEnd: () => {
          setDragging(null);
        },
      },
    }),
  };
}

/** A gap between two rows is shown at the lower one; the last at the last row. */
function sideOf(dragging: Dragging | null, index: number): RowDrag['gap'] {
  if (dragging?.gap === index) return 'before';
  return dragging?.gap === index + 1 ? 'behind' : null;
}
