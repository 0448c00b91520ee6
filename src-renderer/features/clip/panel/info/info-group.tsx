import { Copy } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../../../ui/button.tsx';
import { ContextMenu } from '../../../../ui/menu.tsx';
import { groupAsText } from './info-groups.ts';
import type { InfoGroup, InfoRow } from './info-wording.ts';
import styles from './info-panel.module.css';

interface GroupProps {
  readonly group: InfoGroup;
  /** Below another heading, or beside those of the sheet. */
  readonly level?: 2 | 3;
  readonly copy: (text: string) => void;
  readonly children?: ReactNode;
}

/** Named values, each to be copied alone, or all at once. */
export function Group({ group, level = 2, copy, children }: GroupProps) {
  const { t } = useTranslation('clip');
  const Heading = `h${level}` as const;
  return (
    <section className={level === 2 ? styles['group'] : styles['subgroup']}>
      <header className={styles['groupHead']}>
        <Heading>{group.title}</Heading>
        <IconButton
          label={t('info.copyGroup', { title: group.title })}
          icon={<Copy size={13} aria-hidden />}
          className={styles['copyGroup']}
          onClick={() => {
            copy(groupAsText(group));
          }}
        />
      </header>
      <dl className={styles['rows']}>
        {group.rows.map((row, index) => (
          <Row key={`${row.label} ${String(index)}`} row={row} copy={copy} />
        ))}
      </dl>
      {children}
    </section>
  );
}

function Row({ row, copy }: { readonly row: InfoRow; readonly copy: (text: string) => void }) {
  const { t } = useTranslation('clip');
  return (
    <ContextMenu
      entries={() => [
        {
          kind: 'item',
          label: t('info.copyValue'),
          icon: <Copy size={14} aria-hidden />,
          onSelect: () => {
            copy(row.value);
          },
        },
        {
          kind: 'item',
          label: t('info.copyRow'),
          onSelect: () => {
            copy(`${row.label}: ${row.value}`);
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
