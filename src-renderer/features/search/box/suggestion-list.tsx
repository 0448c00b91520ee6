import { Autocomplete } from '@base-ui/react/autocomplete';
import { Filter, History, Tag, Type } from 'lucide-react';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../../../ui/format.ts';
import floating from '../../../ui/floating.module.css';
import { useFieldName } from '../search-names.ts';
import styles from './search-box.module.css';
import type { Suggestion } from './use-suggestions.ts';

const icons = { field: Filter, value: Tag, word: Type, recent: History } as const;

interface SuggestionListProps {
  /** What they lie below, and are as wide as. */
  readonly anchor: RefObject<HTMLElement | null>;
}

export function SuggestionList({ anchor }: SuggestionListProps) {
  const { t } = useTranslation('search');
  return (
    <Autocomplete.Portal>
      <Autocomplete.Positioner
        anchor={anchor}
        className={floating['positioner']}
        sideOffset={4}
        collisionPadding={8}
      >
        {/* Not the library's own popup: that hides the results from screen readers while they come in. */}
        <div className={[floating['popup'], styles['popup']].join(' ')}>
          <Autocomplete.List aria-label={t('suggestions')}>
            {(suggestion: Suggestion) => (
              <SuggestionItem key={`${suggestion.kind} ${suggestion.text}`} suggestion={suggestion} />
            )}
          </Autocomplete.List>
        </div>
      </Autocomplete.Positioner>
    </Autocomplete.Portal>
  );
}

function SuggestionItem({ suggestion }: { readonly suggestion: Suggestion }) {
  const { t, i18n } = useTranslation('search');
  const fieldName = useFieldName();
  const { kind, insert, field, clips } = suggestion;
  const Icon = icons[kind];
  return (
    <Autocomplete.Item value={suggestion} data-text={suggestion.text} className={floating['item']}>
      <Icon size={15} aria-hidden />
      <span className={floating['itemText']}>{insert.trim()}</span>
      <span className={styles['aside']}>
        {kind === 'field' && field !== null ? fieldName(field) : t(`kind.${kind}`)}
        {clips !== null && ` · ${formatNumber(clips, i18n.language)}`}
      </span>
    </Autocomplete.Item>
  );
}
