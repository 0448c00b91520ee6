/** Collections out of the window and into it, as JSON. */
import { type ReactNode, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useCollectionActions } from '../../stores/use-collections.ts';
import { useClient, useCollections, useNotices, useSession } from '../../stores/use-stores.ts';
import type { MenuEntry } from '../../ui/menu.tsx';

interface Transfer {
  readonly entries: readonly MenuEntry[];
  /** To be put anywhere: it is not seen. */
  readonly input: ReactNode;
}

const fileName = 'rushes-collections.json';

export function useCollectionTransfer(): Transfer {
  const { t } = useTranslation('collections');
  const client = useClient();
  const tell = useNotices((state) => state.tell);
  const tellError = useNotices((state) => state.tellError);
  const isEmpty = useCollections((state) => (state.collections ?? []).length === 0);
  // Browsers save what a page gives them; the desktop window refuses every download.
  const canSave = useSession((state) => state.facts?.abilities.droppedPaths === false);
  const { takeIn } = useCollectionActions();
  const input = useRef<HTMLInputElement>(null);
  const ifTaken = useRef<'keep-both' | 'replace'>('keep-both');
  const choose = (how: 'keep-both' | 'replace'): void => {
    ifTaken.current = how;
    input.current?.click();
  };
  const withDocument = (use: (json: string, count: number) => void | Promise<void>): void => {
    client
      .ask('collections.export', {})
      .then((document) => use(`${JSON.stringify(document, null, 2)}\n`, document.collections.length))
      .catch(tellError);
  };
  const copy = async (json: string, count: number): Promise<void> => {
    await navigator.clipboard.writeText(json);
    tell(t('copied', { count }));
  };
  return {
    entries: [
      ...(canSave
        ? [
            {
              kind: 'item' as const,
              label: t('menu.export'),
              isDisabled: isEmpty,
              onSelect: () => withDocument(saveFile),
            },
          ]
        : []),
      {
        kind: 'item',
        label: t('menu.copyAll'),
        isDisabled: isEmpty,
        onSelect: () => withDocument(copy),
      },
      { kind: 'separator' },
      { kind: 'item', label: t('menu.import'), onSelect: () => choose('keep-both') },
      { kind: 'item', label: t('menu.importReplacing'), onSelect: () => choose('replace') },
    ],
    input: (
      <input
        ref={input}
        type="file"
        hidden
        accept=".json,application/json"
        aria-label={t('menu.import')}
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          if (file !== undefined) takeIn(file, ifTaken.current);
          // The same file, once it has been mended, is a choice as well.
          event.currentTarget.value = '';
        }}
      />
    ),
  };
}

function saveFile(json: string): void {
  const address = URL.createObjectURL(new Blob([json], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
  // The browser reads it after the click has been handled.
  window.setTimeout(() => {
    URL.revokeObjectURL(address);
  }, 60_000);
}
