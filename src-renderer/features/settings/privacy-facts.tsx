import { Lock } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import styles from './settings.module.css';

const points = ['files', 'network', 'models', 'browser', 'map', 'folder'] as const;

export function PrivacyFacts() {
  const { t } = useTranslation('settings');
  return (
    <section className={styles['privacy']}>
      <h3>
        <Lock size={18} aria-hidden />
        {t('privacy.title')}
      </h3>
      <ul>
        {points.map((point) => (
          <li key={point}>{t(`privacy.points.${point}`)}</li>
        ))}
      </ul>
    </section>
  );
}
