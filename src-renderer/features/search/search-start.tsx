import { ImageDown, Search } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Chip } from '../../ui/chip.tsx';
import { Keys } from '../../ui/keys.tsx';
import styles from './search-screen.module.css';
import { useExamples } from './use-examples.ts';
import { useSearchChange } from './use-search-change.ts';

/** Nothing was asked yet: what one could ask. */
export function SearchStart() {
  const { t } = useTranslation('search');
  const examples = useExamples();
  const { change } = useSearchChange();
  return (
    <div className={styles['start']}>
      <Search size={32} aria-hidden />
      <h2>{t('start.title')}</h2>
      <p>{t('start.text')}</p>
      {examples.length > 0 && (
        <section aria-label={t('start.examples')}>
          <h3>{t('start.examples')}</h3>
          <div className={styles['examples']}>
            {examples.map((query) => (
              <Chip
                key={query}
                onClick={() => {
                  change({ query });
                }}
              >
                {query}
              </Chip>
            ))}
          </div>
        </section>
      )}
      <p className={styles['tip']}>
        <ImageDown size={15} aria-hidden />
        {t('start.picture')}
      </p>
      <p className={styles['tip']}>
        <Keys keys="/" /> {t('start.keys')}
      </p>
    </div>
  );
}
