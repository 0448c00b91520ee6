import {
  ChartNoAxesColumn,
  Info,
  ListChecks,
  type LucideIcon,
  NotebookPen,
  ScanSearch,
  TextQuote,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClipPanelTab } from '../../../stores/clip-view-store.ts';
import { useClipView } from '../../../stores/use-stores.ts';
import { Tabs } from '../../../ui/tabs.tsx';
import { FoundPanel } from '../found/found-panel.tsx';
import { TranscriptPanel } from '../transcript/transcript-panel.tsx';
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
  const entry = (id: ClipPanelTab, Icon: LucideIcon, content: ReactNode) => ({
    id,
    content,
    label: t(`panel.${id}`),
    icon: <Icon size={15} aria-hidden />,
  });
  return (
    <aside className={styles['panel']} aria-label={t('panel.title')}>
      <Tabs
        label={t('panel.title')}
        chosen={tab}
        onChoose={(chosen) => {
          change({ tab: chosen });
        }}
        tabs={[
          entry('info', Info, <InfoPanel commands={commands} />),
          entry('transcript', TextQuote, <TranscriptPanel commands={commands} />),
          entry('found', ScanSearch, <FoundPanel commands={commands} />),
          entry('measured', ChartNoAxesColumn, <MeasuredPanel />),
          entry('stages', ListChecks, <StagesPanel commands={commands} />),
          entry('notes', NotebookPen, <NotesPanel commands={commands} />),
        ]}
      />
    </aside>
  );
}
