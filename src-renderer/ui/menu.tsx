/** Menus from data: the same entries serve a button's menu and the one under the right mouse button. */
import { ContextMenu as BaseContextMenu } from '@base-ui/react/context-menu';
import { Menu as BaseMenu } from '@base-ui/react/menu';
import { Check, ChevronRight } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import styles from './floating.module.css';
import { Keys } from './keys.tsx';

export type MenuEntry =
  | {
      readonly kind: 'item';
      readonly label: string;
      readonly onSelect: () => void;
      readonly icon?: ReactNode;
      readonly shortcut?: string | undefined;
      readonly isDisabled?: boolean;
      readonly tone?: 'plain' | 'danger';
    }
  | {
      readonly kind: 'check';
      readonly label: string;
      readonly isChecked: boolean;
      readonly onToggle: (isChecked: boolean) => void;
    }
  | {
      readonly kind: 'submenu';
      readonly label: string;
      readonly icon?: ReactNode;
      readonly entries: readonly MenuEntry[];
    }
  | { readonly kind: 'label'; readonly label: string }
  | { readonly kind: 'separator' };

interface MenuProps {
  /** One element; it becomes the button. */
  readonly trigger: ReactElement;
  readonly entries: readonly MenuEntry[];
  readonly align?: 'start' | 'end';
}

export function Menu({ trigger, entries, align = 'start' }: MenuProps) {
  return (
    <BaseMenu.Root>
      <BaseMenu.Trigger render={trigger} />
      <BaseMenu.Portal>
        <BaseMenu.Positioner
          className={styles['positioner']}
          sideOffset={4}
          align={align}
          collisionPadding={8}
        >
          <BaseMenu.Popup className={styles['popup']}>
            <Entries entries={entries} />
          </BaseMenu.Popup>
        </BaseMenu.Positioner>
      </BaseMenu.Portal>
    </BaseMenu.Root>
  );
}

interface ContextMenuProps {
  /** Asked for when the menu opens, so that it fits what is chosen then. */
  readonly entries: () => readonly MenuEntry[];
  /** One element: the area it belongs to. */
  readonly children: ReactElement;
  readonly onOpen?: () => void;
}

export function ContextMenu({ entries, children, onOpen }: ContextMenuProps) {
  return (
    <BaseContextMenu.Root
      onOpenChange={(isOpen) => {
        if (isOpen) onOpen?.();
      }}
    >
      <BaseContextMenu.Trigger render={children} />
      <BaseContextMenu.Portal>
        <BaseContextMenu.Positioner className={styles['positioner']} collisionPadding={8}>
          <BaseContextMenu.Popup className={styles['popup']}>
            <LateEntries entries={entries} />
          </BaseContextMenu.Popup>
        </BaseContextMenu.Positioner>
      </BaseContextMenu.Portal>
    </BaseContextMenu.Root>
  );
}

function LateEntries({ entries }: Pick<ContextMenuProps, 'entries'>) {
  return <Entries entries={entries()} />;
}

function Entries({ entries }: { readonly entries: readonly MenuEntry[] }) {
  return entries.map((entry, index) => <Entry key={`${entry.kind}-${String(index)}`} entry={entry} />);
}

function Entry({ entry }: { readonly entry: MenuEntry }) {
  switch (entry.kind) {
    case 'separator':
      return <BaseMenu.Separator className={styles['separator']} />;
    case 'label':
      return (
        <div role="presentation" className={styles['groupLabel']}>
          {entry.label}
        </div>
      );
    case 'check':
      return (
        <BaseMenu.CheckboxItem
          className={styles['item']}
          checked={entry.isChecked}
          onCheckedChange={entry.onToggle}
        >
          <span className={styles['mark']}>
            <BaseMenu.CheckboxItemIndicator>
              <Check size={16} aria-hidden />
            </BaseMenu.CheckboxItemIndicator>
          </span>
          <span className={styles['itemText']}>{entry.label}</span>
        </BaseMenu.CheckboxItem>
      );
    case 'submenu':
      return <Submenu entry={entry} />;
    case 'item':
      return (
        <BaseMenu.Item
          className={[styles['item'], entry.tone === 'danger' && styles['danger']].filter(Boolean).join(' ')}
          disabled={entry.isDisabled ?? false}
          onClick={entry.onSelect}
        >
          {entry.icon !== undefined && <span className={styles['mark']}>{entry.icon}</span>}
          <span className={styles['itemText']}>{entry.label}</span>
          {entry.shortcut !== undefined && <Keys keys={entry.shortcut} />}
        </BaseMenu.Item>
      );
  }
}

function Submenu({ entry }: { readonly entry: Extract<MenuEntry, { kind: 'submenu' }> }) {
  return (
    <BaseMenu.SubmenuRoot>
      <BaseMenu.SubmenuTrigger className={styles['item']}>
        {entry.icon !== undefined && <span className={styles['mark']}>{entry.icon}</span>}
        <span className={styles['itemText']}>{entry.label}</span>
        <ChevronRight size={14} aria-hidden />
      </BaseMenu.SubmenuTrigger>
      <BaseMenu.Portal>
        <BaseMenu.Positioner className={styles['positioner']} collisionPadding={8}>
          <BaseMenu.Popup className={styles['popup']}>
            <Entries entries={entry.entries} />
          </BaseMenu.Popup>
        </BaseMenu.Positioner>
      </BaseMenu.Portal>
    </BaseMenu.SubmenuRoot>
  );
}
