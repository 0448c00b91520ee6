/** The technical sheet: every value that was found, each to be copied alone, by group, or all at once. */
import { Copy } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClipInfo } from '../../../../../src-preload/contract/commands/clip-info.ts';
import { Button, IconButton } from '../../../../ui/button.tsx';
import { ContextMenu } from '../../../../ui/menu.tsx';
import { useClip, useFrameClock } from '../../clip-context.ts';
import type { ClipCommands } from '../../use-clip-commands.ts';
import { groupAsText, type InfoGroup, infoGroups, type InfoRow, groupsAsText } from './info-groups.ts';
import styles from './info-panel.module.css';
import { MapLink } from './map-link.tsx';
import { Places } from './places.tsx';

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
  const { latitude, longitude } = info.location;
  return (
    <div className={styles['sheet']} data-scrolls tabIndex={0} role="region" aria-label={t('panel.info')}>
      <div className={styles['copyAll']}>
        <Button
          variant="quiet"
          icon={<Copy size={14} aria-hidden />}
          onClick={() => {
            commands.copy(groupsAsText(groups));
          }}
        >
          {t('info.copyAll')}
        </Button>
        <Button
          variant="quiet"
          onClick={() => {
            commands.copy(JSON.stringify(info, null, 2));
          }}
        >
          {t('info.copyJson')}
        </Button>
      </div>
      <Places info={info} commands={commands} />
      {groups.map((group) => (
        <Group key={group.id} group={group} commands={commands}>
          {group.id === 'place' && latitude !== null && longitude !== null && (
            <MapLink latitude={latitude} longitude={longitude} />
          )}
        </Group>
      ))}
    </div>
  );
}

interface GroupProps extends InfoPanelProps {
  readonly group: InfoGroup;
  readonly children: React.ReactNode;
}

function Group({ group, commands, children }: GroupProps) {
  const { t } = useTranslation('clip');
  return (
    <section className={styles['group']}>
      <header className={styles['groupHead']}>
        <h2>{group.title}</h2>
        <IconButton
          label={t('info.copyGroup', { title: group.title })}
          icon={<Copy size={13} aria-hidden />}
          className={styles['copyGroup']}
          onClick={() => {
            commands.copy(groupAsText(group));
          }}
        />
      </header>
      <dl className={styles['rows']}>
        {group.rows.map((row, index) => (
          <Row key={`${row.label} ${String(index)}`} row={row} commands={commands} />
        ))}
      </dl>
      {children}
    </section>
  );
}

function Row({ row, commands }: InfoPanelProps & { readonly row: InfoRow }) {
  const { t } = useTranslation('clip');
  return (
    <ContextMenu
      entries={() => [
        {
          kind: 'item',
          label: t('info.copyValue'),
          icon: <Copy size={14} aria-hidden />,
          onSelect: () => {
            commands.copy(row.value);
          },
        },
        {
          kind: 'item',
          label: t('info.copyRow'),
          onSelect: () => {
            commands.copy(`${row.label}: ${row.value}`);
          },
        },
      ]}
    >
      <div className={styles['row']}>
        <dt>{row.label}</dt>
        <dd className="selectable">{row.value}</dd>
      </div>
    </ContextMenu>
  );
}
