import { useTranslation } from 'react-i18next';
import { Dialog } from '../../ui/dialog.tsx';
import { Keys } from '../../ui/keys.tsx';
import styles from './settings.module.css';

interface KeyboardDialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** Name of what keys do -> the keys; alternatives side by side. */
const groups = {
  everywhere: {
    search: ['Ctrl+F', '/'],
    addFolder: ['Ctrl+O'],
    library: ['Ctrl+1'],
    activity: ['Ctrl+2'],
    models: ['Ctrl+3'],
    undo: ['Ctrl+Z'],
    redo: ['Ctrl+Shift+Z', 'Ctrl+Y'],
    settings: ['Ctrl+,'],
    help: ['?'],
    close: ['Esc'],
  },
  inLibrary: {
    move: ['←', '→', '↑', '↓'],
    far: ['PgUp', 'PgDn', 'Home', 'End'],
    range: ['Shift+→'],
    select: ['Control+Space'],
    all: ['Ctrl+A'],
    none: ['Esc'],
    open: ['Enter', 'Space'],
    menu: ['Menu', 'Shift+F10'],
    rate: ['1', '…', '5', '0'],
    tags: ['T'],
    note: ['N'],
  },
  inResults: {
    toResults: ['↓'],
    complete: ['Tab', 'Enter'],
    among: ['←', '→'],
    moments: ['↑', '↓'],
    openMoment: ['Enter'],
    leave: ['Esc'],
  },
  inClip: {
    play: ['Space'],
    shuttle: ['J', 'K', 'L'],
    slow: ['K+J', 'K+L'],
    frame: ['←', '→'],
    second: ['Shift+←', 'Shift+→'],
    cut: ['↑', '↓'],
    ends: ['Home', 'End'],
    neighbour: ['PgUp', 'PgDn'],
    rate: ['1', '…', '5', '0'],
    zoom: ['+', '-'],
    fit: ['Z'],
    mute: ['M'],
    full: ['F'],
    boxes: ['B'],
    word: ['←', '→'],
    correct: ['Enter', 'F2'],
    back: ['Esc'],
  },
} as const;

const isMac = /mac/i.test(navigator.userAgent);

/** As this system's keyboards have them. 'Control' is that key everywhere: macOS keeps ⌘ with Space for itself. */
function local(keys: string): string {
  return isMac
    ? keys.replace('Control', '⌃').replace('Ctrl', '⌘').replace('Shift', '⇧')
    : keys.replace('Control', 'Ctrl');
}

export function KeyboardDialog({ isOpen, onClose }: KeyboardDialogProps) {
  const { t } = useTranslation(['settings', 'shell']);
  const names = t('keys', { returnObjects: true }) as Readonly<Record<string, string>>;
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={t('keys.title')} closeLabel={t('shell:close')} size="l">
      <div className={styles['keyGroups']}>
        {Object.entries(groups).map(([group, deeds]) => (
          <section key={group}>
            <h3>{names[group]}</h3>
            <dl>
              {Object.entries(deeds).map(([deed, keys]: [string, readonly string[]]) => (
                <div key={deed}>
                  <dt>{names[deed]}</dt>
                  <dd>
                    {keys.map((one) => (
                      <Keys key={one} keys={local(one)} />
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
