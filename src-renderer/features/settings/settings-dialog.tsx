import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../ui/dialog.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { GeneralSettings } from './general-settings.tsx';
import { LibrarySettings } from './library-settings.tsx';
import { PrivacyFacts } from './privacy-facts.tsx';
import styles from './settings.module.css';
import { ToolList } from './tool-list.tsx';
import { UnderstandingSettings } from './understanding-settings.tsx';
import { WorkSettings } from './work-settings.tsx';

interface SettingsDialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

type TabId = 'general' | 'library' | 'work' | 'understanding' | 'tools' | 'privacy';

const contents = {
  general: <GeneralSettings />,
  library: <LibrarySettings />,
  work: <WorkSettings />,
  understanding: <UnderstandingSettings />,
  tools: <ToolList />,
  privacy: <PrivacyFacts />,
} as const satisfies Record<TabId, React.ReactNode>;

const tabIds = Object.keys(contents) as readonly TabId[];

export function SettingsDialog({ isOpen, onClose }: SettingsDialogProps) {
  const { t } = useTranslation(['settings', 'shell']);
  const [tab, setTab] = useState<TabId>('general');
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={t('title')} closeLabel={t('shell:close')} size="l">
      <div className={styles['settings']}>
        <Tabs
          label={t('title')}
          orientation="vertical"
          chosen={tab}
          onChoose={setTab}
          tabs={tabIds.map((id) => ({ id, label: t(`tabs.${id}`), content: contents[id] }))}
        />
      </div>
    </Dialog>
  );
}
