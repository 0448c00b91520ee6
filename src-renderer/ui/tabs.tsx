import { Tabs as BaseTabs } from '@base-ui/react/tabs';
import type { ReactNode } from 'react';
import styles from './tabs.module.css';

interface Tab<Id extends string> {
  readonly id: Id;
  readonly label: string;
  readonly content: ReactNode;
}

interface TabsProps<Id extends string> {
  readonly label: string;
  readonly tabs: readonly Tab<Id>[];
  readonly chosen: Id;
  readonly onChoose: (id: Id) => void;
  readonly orientation?: 'horizontal' | 'vertical';
}

export function Tabs<Id extends string>(props: TabsProps<Id>) {
  const { label, tabs, chosen, onChoose, orientation = 'horizontal' } = props;
  return (
    <BaseTabs.Root
      value={chosen}
      onValueChange={(id) => {
        onChoose(id as Id);
      }}
      orientation={orientation}
      className={[styles['root'], styles[orientation]].join(' ')}
    >
      <BaseTabs.List aria-label={label} className={styles['list']}>
        {tabs.map(({ id, label: text }) => (
          <BaseTabs.Tab key={id} value={id} className={styles['tab']}>
            {text}
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
