import { FolderPlus, Lock, PlayCircle, Sparkles, Tag } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { useAdding } from './use-adding.ts';
import styles from './welcome-screen.module.css';

/** A library without clips: what Rushes does, and two ways to begin. */
export function WelcomeScreen() {
  const { t } = useTranslation('adding');
  const { chooseFolders, addSamples } = useAdding();
  const [isMaking, setMaking] = useState(false);
  const trySamples = (): void => {
    setMaking(true);
    void addSamples().finally(() => {
      setMaking(false);
    });
  };
  return (
    <div className={styles['screen']}>
      <div className={styles['content']}>
        <Strip />
        <h1>{t('welcome.title')}</h1>
        <p className={styles['text']}>{t('welcome.text')}</p>
        <div className={styles['actions']}>
          <Button variant="primary" icon={<FolderPlus size={18} aria-hidden />} onClick={chooseFolders}>
            {t('welcome.addFolder')}
          </Button>
          <Button icon={<Sparkles size={18} aria-hidden />} disabled={isMaking} onClick={trySamples}>
            {t('welcome.samples')}
          </Button>
        </div>
        {isMaking ? (
          <div className={styles['making']} role="status">
            <p>{t('welcome.makingSamples')}</p>
            <ProgressBar label={t('welcome.makingSamples')} fraction={null} size="s" />
          </div>
        ) : (
          <p className={styles['quiet']}>{t('welcome.drop')}</p>
        )}
        <ul className={styles['points']}>
          <li>
            <Lock size={18} aria-hidden />
            {t('welcome.points.leave')}
          </li>
          <li>
            <PlayCircle size={18} aria-hidden />
            {t('welcome.points.formats')}
          </li>
          <li>
            <Tag size={18} aria-hidden />
            {t('welcome.points.remember')}
          </li>
        </ul>
      </div>
    </div>
  );
}

/** A strip of film in the colours of an evening; it stands for pictures that are not there yet. */
function Strip() {
  return (
    <div className={styles['strip']} aria-hidden>
      {Array.from({ length: 7 }, (_, index) => (
        <span key={index} />
      ))}
    </div>
  );
}
