import { Collapsible } from '@base-ui/react/collapsible';
import { ChevronRight, Search } from 'lucide-react';
import { useDeferredValue, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../../../../ui/format.ts';
import { TextField } from '../../../../ui/text-field.tsx';
import { filteredGroups, rowsIn } from './exif-groups.ts';
import styles from './exif-section.module.css';
import { Group } from './info-group.tsx';
import type { InfoGroup } from './info-wording.ts';
import type { Exif } from './use-exif.ts';

interface ExifSectionProps {
  readonly exif: Exif;
  readonly copy: (text: string) => void;
}

/** Every tag that exiftool found, folded away until somebody wants to see it. */
export function ExifSection({ exif, copy }: ExifSectionProps) {
  const { t, i18n } = useTranslation('clip');
  const { state, groups } = exif;
  return (
    <Collapsible.Root
      render={<section />}
      className={styles['section']}
      onOpenChange={(isOpen) => {
        if (isOpen && (state === 'unasked' || state === 'failed')) exif.ask();
      }}
    >
      <h2>
        <Collapsible.Trigger className={styles['trigger']}>
          <ChevronRight size={14} aria-hidden />
          {t('info.exif.title')}
          {state === 'read' && (
            <span className={styles['count']}>{formatNumber(rowsIn(groups), i18n.language)}</span>
          )}
        </Collapsible.Trigger>
      </h2>
      <Collapsible.Panel>
        {state === 'read' ? (
          <Tags groups={groups} copy={copy} />
        ) : (
          <p className={styles['hint']} role="status">
            {t(`info.exif.${state === 'unasked' ? 'reading' : state}`)}
          </p>
        )}
      </Collapsible.Panel>
    </Collapsible.Root>
  );
}

function Tags({ groups, copy }: Pick<ExifSectionProps, 'copy'> & { readonly groups: readonly InfoGroup[] }) {
  const { t } = useTranslation('clip');
  const [words, setWords] = useState('');
  // Writing goes before drawing some hundred rows anew.
  const shownFor = useDeferredValue(words);
  const shown = useMemo(() => filteredGroups(groups, shownFor), [groups, shownFor]);
  return (
    <>
      <TextField
        label={t('info.exif.filter')}
        placeholder={t('info.exif.filter')}
        icon={<Search size={14} aria-hidden />}
        className={styles['filter']}
        value={words}
        onChange={setWords}
        onKeyDown={(event) => {
          if (event.key === 'Escape') setWords('');
        }}
      />
      {shown.length === 0 && (
        <p className={styles['hint']} role="status">
          {t('info.exif.noneFits')}
        </p>
      )}
      {shown.map((group) => (
        <Group key={group.id} group={group} level={3} copy={copy} />
      ))}
    </>
  );
}
