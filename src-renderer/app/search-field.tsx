import { Search, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useLibrary, useSession } from '../stores/use-stores.ts';
import { TextField } from '../ui/text-field.tsx';
import styles from './top-bar.module.css';

const fieldId = 'search-field';

export function focusSearch(): void {
  const field = document.getElementById(fieldId);
  if (field instanceof HTMLInputElement) field.select();
}

/** Narrows the library by words. Writing on another screen leads there. */
export function SearchField() {
  const { t } = useTranslation('shell');
  const text = useLibrary((state) => state.place.filter.text);
  const changeFilter = useLibrary((state) => state.changeFilter);
  const screen = useSession((state) => state.route.screen);
  const navigate = useSession((state) => state.navigate);
  const write = (words: string): void => {
    changeFilter({ text: words });
    if (screen !== 'library') navigate({ screen: 'library' });
  };
  return (
    <TextField
      id={fieldId}
      className={styles['search']}
      label={t('search')}
      placeholder={t('searchShort')}
      icon={<Search size={15} aria-hidden />}
      maxLength={200}
      value={text}
      onChange={write}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        write('');
        event.currentTarget.blur();
      }}
      end={
        text !== '' && (
          <button
            type="button"
            className={styles['empty']}
            aria-label={t('emptySearch')}
            onClick={() => {
              write('');
            }}
          >
            <X size={14} aria-hidden />
          </button>
        )
      }
    />
  );
}
