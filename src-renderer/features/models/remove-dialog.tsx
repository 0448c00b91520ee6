import { useTranslation } from 'react-i18next';
import type { PackState } from '../../../src-preload/contract/model-packs.ts';
import { useModels, useNotices } from '../../stores/use-stores.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { formatBytes } from '../../ui/format.ts';

interface RemoveDialogProps {
  readonly pack: PackState;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** Asks before gigabytes that took an evening to come are thrown away. */
export function RemoveDialog({ pack, isOpen, onClose }: RemoveDialogProps) {
  const { t, i18n } = useTranslation(['models', 'shell']);
  const remove = useModels((state) => state.remove);
  const tell = useNotices((state) => state.tell);
  const tellError = useNotices((state) => state.tellError);
  const confirm = (): void => {
    onClose();
    remove(pack.id).then(({ freedBytes }) => {
      tell(t('remove.done', { pack: pack.title, size: formatBytes(freedBytes, i18n.language) }));
    }, tellError);
  };
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title={t('remove.title', { pack: pack.title })}
      closeLabel={t('shell:close')}
      footer={
        <>
          <Button variant="quiet" onClick={onClose}>
            {t('shell:cancel')}
          </Button>
          <Button variant="danger" onClick={confirm}>
            {t('remove.confirm')}
          </Button>
        </>
      }
    >
      <p>{t('remove.text', { size: formatBytes(pack.diskBytes, i18n.language) })}</p>
      {pack.state === 'side-loaded' && <p>{t('remove.sideLoaded')}</p>}
    </Dialog>
  );
}
