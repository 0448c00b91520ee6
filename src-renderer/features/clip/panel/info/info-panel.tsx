/** The technical sheet: every value that was found, each to be copied alone, by group, or all at once. */
import { Copy } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClipInfo } from '../../../../../src-preload/contract/commands/clip-info.ts';
import { Button } from '../../../../ui/button.tsx';
import { useClip, useFrameClock } from '../../clip-context.ts';
import type { ClipCommands } from '../../use-clip-commands.ts';
import { ExifSection } from './exif-section.tsx';
import { Group } from './info-group.tsx';
import { groupsAsText, infoGroups } from './info-groups.ts';
import styles from './info-panel.module.css';
import { MapLink } from './map-link.tsx';
import { Places } from './places.tsx';
import { useExif } from './use-exif.ts';

interface InfoPanelProps {
  readonly commands: ClipCommands;
}

export function InfoPanel({ commands }: InfoPanelProps) {
  const info = useClip((state) => state.info);
  return info === null ? null : <Sheet info={info} commands={commands} />;
}

function Sheet({ info, commands }: InfoPanelProps & { readonly info: ClipInfo }) {
  const { t, i18n } = useTranslation('clip');
  const clock = useFrameClock();
  const groups = useMemo(
    () => infoGroups(info, { t, language: i18n.language, clock }),
    [info, t, i18n.language, clock],
  );
  const exif = useExif(info);
  const { latitude, longitude } = info.location;
  return (
    <div className={styles['sheet']} data-scrolls tabIndex={0} role="region" aria-label={t('panel.info')}>
      <div className={styles['copyAll']}>
        <Button
          variant="quiet"
          icon={<Copy size={14} aria-hidden />}
          onClick={() => {
            commands.copy(groupsAsText([...groups, ...exif.groups]));
          }}
        >
          {t('info.copyAll')}
        </Button>
        <Button
          variant="quiet"
          onClick={() => {
            commands.copy(JSON.stringify(exif.tags === null ? info : { ...info, exif: exif.tags }, null, 2));
          }}
        >
          {t('info.copyJson')}
        </Button>
      </div>
      <Places info={info} commands={commands} />
      {groups.map((group) => (
        <Group key={group.id} group={group} copy={commands.copy}>
          {group.id === 'place' && latitude !== null && longitude !== null && (
            <MapLink latitude={latitude} longitude={longitude} />
          )}
        </Group>
      ))}
      <ExifSection exif={exif} copy={commands.copy} />
    </div>
  );
}
