/** One pack: what it gives, what it takes, how it stands, and what can be done with it. */
import { Check, CircleAlert, CirclePause, Download, PackageOpen } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PackState } from '../../../src-preload/contract/model-packs.ts';
import { formatBytes } from '../../ui/format.ts';
import styles from './models.module.css';
import { LicenceDialog } from './licence-dialog.tsx';
import { PackActions } from './pack-actions.tsx';
import { isUsable } from './pack-groups.ts';
import { PackProgress } from './pack-progress.tsx';
import { PackSpeed } from './pack-speed.tsx';

const icons = {
  available: PackageOpen,
  downloading: Download,
  paused: CirclePause,
  installed: Check,
  'side-loaded': Check,
  damaged: CircleAlert,
} as const satisfies Record<PackState['state'], unknown>;

interface PackCardProps {
  readonly pack: PackState;
  /** Somebody was led here for the sake of it. */
  readonly isShown: boolean;
}

export function PackCard({ pack, isShown }: PackCardProps) {
  const { t } = useTranslation('models');
  const [isAsking, setAsking] = useState(false);
  const card = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isShown) card.current?.scrollIntoView({ block: 'center' });
  }, [isShown]);
  const Icon = icons[pack.state];
  const isComing = pack.state === 'downloading' || pack.state === 'paused';
  return (
    <li ref={card} className={styles['pack']} data-state={pack.state} data-shown={isShown ? '' : undefined}>
      <div className={styles['packHead']}>
        <h3>{pack.title}</h3>
        <span className={styles['state']}>
          <Icon size={14} aria-hidden />
          {t(`state.${pack.state}`)}
        </span>
        <PackActions
          pack={pack}
          onDownload={() => {
            setAsking(true);
          }}
        />
      </div>
      <p>{pack.unlocks}</p>
      <Facts pack={pack} />
      {isComing && <PackProgress pack={pack} />}
      {pack.error !== null && <Failure pack={pack} />}
      {isUsable(pack) && <PackSpeed pack={pack} />}
      <LicenceDialog
        pack={pack}
        isOpen={isAsking}
        onClose={() => {
          setAsking(false);
        }}
      />
    </li>
  );
}

function Facts({ pack }: { readonly pack: PackState }) {
  const { t, i18n } = useTranslation('models');
  const { licence, languages, inUseFor, diskBytes, downloadBytes, memoryBytes, speedClass } = pack;
  const size = isUsable(pack) || pack.state === 'damaged' ? diskBytes : downloadBytes;
  const rows = [
    [t('size'), formatBytes(size, i18n.language)],
    [t('memory'), formatBytes(memoryBytes, i18n.language)],
    [t('speedClass'), t(`speedClasses.${speedClass}`)],
    [t('licence'), licence.name],
    ...(languages.length === 0
      ? []
      : [[t('languages'), languagesText(languages, i18n.language, t('manyLanguages'))]]),
    ...(inUseFor.length === 0 ? [] : [[t('usedNow'), inUseFor.map((task) => t(`tasks.${task}`)).join(', ')]]),
  ];
  return (
    <dl className={styles['facts']}>
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className="selectable">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function languagesText(codes: readonly string[], inLanguage: string, many: string): string {
  const names = new Intl.DisplayNames([inLanguage], { type: 'language' });
  return codes.map((code) => (code === '*' ? many : (names.of(code) ?? code))).join(', ');
}

/** What went wrong, and what to do; where the way out is closed, that all the rest goes on. */
function Failure({ pack }: { readonly pack: PackState }) {
  if (pack.error === null) return null;
  return (
    <div role="alert" className={`selectable ${styles['failure'] ?? ''}`}>
      <p>{pack.error.message}</p>
      <p>{pack.error.remedy}</p>
    </div>
  );
}
