import { useTranslation } from 'react-i18next';
import { Dialog } from '../../ui/dialog.tsx';
import { FailureList } from './failure-list.tsx';

interface FailuresDialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

export function FailuresDialog({ isOpen, onClose }: FailuresDialogProps) {
  const { t } = useTranslation(['activity', 'shell']);
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title={t('activity:failures')}
      closeLabel={t('shell:close')}
      size="l"
    >
      <FailureList />
    </Dialog>
  );
}
