import { useTranslation } from 'react-i18next';
import { useClipView } from '../../../stores/use-stores.ts';
import { Tabs } from '../../../ui/tabs.tsx';
import type { ClipCommands } from '../use-clip-commands.ts';
import styles from './clip-panel.module.css';
import { InfoPanel } from './info/info-panel.tsx';
import { MeasuredPanel } from './measured/measured-panel.tsx';
import { NotesPanel } from './notes-panel.tsx';
import { StagesPanel } from './stages/stages-panel.tsx';

/** Everything beside the picture. */
export function ClipPanel({ commands }: { readonly commands: ClipCommands }) {
  const { t } = useTranslation('clip');
  const tab = useClipView((state) => state.tab);
  const change = useClipView((state) => state.change);
  return (
    <aside className={styles['panel']} aria-label={t('panel.title')}>
      <Tabs
        label={t('panel.title')}
        chosen={tab}
        onChoose={(chosen) => {
          change({ tab: chosen });
        }}
        tabs={[
          { id: 'info', label: t('panel.info'), content: <InfoPanel commands={commands} /> },
          { id: 'measured', label: t('panel.measured'), content: <MeasuredPanel /> },
          { id: 'stages', label: t('panel.stages'), content: <StagesPanel commands={commands} /> },
          { id: 'notes', label: t('panel.notes'), content: <NotesPanel commands={commands} /> },
        ]}
      />
    </aside>
  );
}
