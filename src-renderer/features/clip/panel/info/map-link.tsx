import { Map as MapIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useClient, useNotices } from '../../../../stores/use-stores.ts';
import { Button } from '../../../../ui/button.tsx';
import { Popover } from '../../../../ui/popover.tsx';
import styles from './info-panel.module.css';

interface MapLinkProps {
  readonly latitude: number;
  readonly longitude: number;
}

/** The one thing here that leaves the machine: it says so first, and does nothing before it was agreed to. */
export function MapLink({ latitude, longitude }: MapLinkProps) {
  const { t } = useTranslation('clip');
  const client = useClient();
  const tellError = useNotices((state) => state.tellError);
  return (
    <Popover
      label={t('map.title')}
      trigger={
        <Button variant="secondary" icon={<MapIcon size={14} aria-hidden />} className={styles['mapButton']}>
          {t('map.show')}
        </Button>
      }
    >
      <div className={styles['map']}>
        <p>{t('map.text')}</p>
        <Button
          variant="primary"
          onClick={() => {
            client.openMap(latitude, longitude).catch(tellError);
          }}
        >
          {t('map.open')}
        </Button>
      </div>
    </Popover>
  );
}
