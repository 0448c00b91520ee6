import { Tabs as BaseTabs } from '@base-ui/react/tabs';
import type { ReactNode } from 'react';
import styles from './tabs.module.css';

interface Tab<Id extends string> {
  readonly id: Id;
  readonly label: string;
  /** Where there is no room for all labels, those that are not chosen show only this. */
  readonly icon?: ReactNode;
  readonly content: ReactNode;
}

interface TabsProps<Id extends string> {
  readonly label: string;
  readonly tabs: readonly Tab<Id>[];
  readonly chosen: Id;
  readonly onChoose: (id: Id) => void;
  /** 'pills': tabs within a tab. */
  readonly orientation?: 'horizontal' | 'vertical' | 'pills';
}

export function Tabs<Id extends string>(props: TabsProps<Id>) {
  const { label, tabs, chosen, onChoose, orientation = 'horizontal' } = props;
  return (
    <BaseTabs.Root
      value={chosen}
      onValueChange={(id) => {
        onChoose(id as Id);
      }}
      orientation={orientation === 'vertical' ? 'vertical' : 'horizontal'}
      className={[styles['root'], styles[orientation]].join(' ')}
    >
      <BaseTabs.List aria-label={label} className={styles['list']}>
        {tabs.map(({ id, label: text, icon }) => (
          <BaseTabs.Tab
            key={id}
            value={id}
            className={styles['tab']}
            title={icon === undefined ? undefined : text}
          >
            {icon !== undefined && <span className={styles['icon']}>{icon}</span>}
            <span className={icon === undefined ? undefined : styles['text']}>{text}</span>
          </BaseTabs.Tab>
        ))}
      </BaseTabs.List>
      {tabs.map(({ id, content }) => (
        <BaseTabs.Panel key={id} value={id} className={styles['panel']}>
          {content}
        </BaseTabs.Panel>
      ))}
    </BaseTabs.Root>
  );
}
