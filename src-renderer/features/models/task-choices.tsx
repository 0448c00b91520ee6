import { useTranslation } from 'react-i18next';
import { useModels, useNotices } from '../../stores/use-stores.ts';
import { Select } from '../../ui/select.tsx';
import styles from './models.module.css';
import type { TaskChoice } from './pack-groups.ts';

/** No pack goes by this: names of packs begin with a letter or a figure. */
const automatic = '-';

/** Where several packs can do the same, which of them does. */
export function TaskChoices({ choices }: { readonly choices: readonly TaskChoice[] }) {
  const { t } = useTranslation('models');
  const use = useModels((state) => state.use);
  const tellError = useNotices((state) => state.tellError);
  return (
    <ul className={styles['choices']}>
      {choices.map(({ task, packs, chosen, used }) => {
        const usedTitle = packs.find(({ id }) => id === used)?.title;
        const label = t('usedFor', { task: t(`tasks.${task}`) });
        return (
          <li key={task}>
            <span>{label}</span>
            <Select
              label={label}
              value={chosen ?? automatic}
              options={[
                {
                  value: automatic,
                  label:
                    usedTitle === undefined || chosen !== null
                      ? t('automatic')
                      : t('automaticNow', { pack: usedTitle }),
                },
                ...packs.map(({ id, title }) => ({ value: id, label: title })),
              ]}
              onChange={(value) => {
                use(task, value === automatic ? null : value).catch(tellError);
              }}
            />
          </li>
        );
      })}
    </ul>
  );
}
