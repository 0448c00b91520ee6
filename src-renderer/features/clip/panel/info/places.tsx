import { Copy, FolderOpen } from 'lucide-react';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { ClipInfo } from '../../../../../src-preload/contract/commands/clip-info.ts';
import { useSession } from '../../../../stores/use-stores.ts';
import { IconButton } from '../../../../ui/button.tsx';
import type { ClipCommands } from '../../use-clip-commands.ts';
import styles from './info-panel.module.css';

interface PlacesProps {
  readonly info: ClipInfo;
  readonly commands: ClipCommands;
}

/** Everywhere that the clip was seen, and whether it is there now. */
export function Places({ info, commands }: PlacesProps) {
  const { t } = useTranslation('clip');
  const canReveal = useSession((state) => state.facts?.abilities.reveal ?? false);
  return (
    <section className={styles['group']}>
      <header className={styles['groupHead']}>
        <h2>{info.files.length > 1 ? t('info.places', { number: info.files.length }) : t('info.place')}</h2>
      </header>
      <ul className={styles['places']}>
        {info.files.map(({ path, state, volume }, index) => (
          <li key={path}>
            <p className={`${styles['path'] ?? ''} selectable`}>{path}</p>
            <div className={styles['placeFoot']}>
              <span data-state={state} className={styles['fileState']}>
                {t(`info.fileStates.${state}`)}
              </span>
              <span>{volume.label ?? kindOf(volume.kind, t)}</span>
              <span className={styles['placeActions']}>
                <IconButton
                  label={t('info.copyPath')}
                  icon={<Copy size={13} aria-hidden />}
                  onClick={() => {
                    commands.copy(path);
                  }}
                />
                {canReveal && state === 'present' && index === 0 && (
                  <IconButton
                    label={t('actions.reveal')}
                    icon={<FolderOpen size={14} aria-hidden />}
                    onClick={commands.reveal}
                  />
                )}
              </span>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

const kinds = ['local', 'removable', 'network', 'virtual'] as const;

function kindOf(kind: string, t: TFunction<'clip'>): string {
  const known = kinds.find((name) => name === kind);
  return known === undefined ? kind : t(`info.volumeKinds.${known}`);
}
