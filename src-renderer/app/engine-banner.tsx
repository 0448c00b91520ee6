import { useTranslation } from 'react-i18next';
import { useClient, useNotices, useSession } from '../stores/use-stores.ts';
import { Button } from '../ui/button.tsx';
import styles from './engine-banner.module.css';

/** What stands between a person and their library just now, and what to do about it. Nothing, mostly. */
export function EngineBanner() {
  const { t } = useTranslation('shell');
  const client = useClient();
  const engine = useSession((state) => state.engine);
  const connection = useSession((state) => state.connection);
  const tellError = useNotices((state) => state.tellError);
  const restart = (
    <Button onClick={() => void client.askHost('host.restartEngine', {}).catch(tellError)}>
      {t('engine.startAgain')}
    </Button>
  );
  if (connection === 'ended')
    return <Banner tone="bad" title={t('connection.endedTitle')} text={t('connection.endedText')} />;
  if (connection === 'lost')
    return <Banner tone="bad" title={t('connection.lostTitle')} text={t('connection.lostText')} />;
  if (engine?.state === 'starting')
    return <Banner tone="calm" title={t('engine.starting')} text={engine.library} />;
  if (engine?.state === 'restarting') {
    const text = t('engine.restartingText', { attempt: engine.attempt });
    return <Banner tone="bad" title={t('engine.restartingTitle')} text={text} />;
  }
  if (engine?.state === 'failed') {
    const text = `${engine.error.message}. ${engine.error.remedy}`;
    return <Banner tone="bad" title={t('engine.failedTitle')} text={text} action={restart} />;
  }
  if (engine?.state === 'stopped')
    return <Banner tone="bad" title={t('engine.stoppedTitle')} text={engine.library} action={restart} />;
  return null;
}

interface BannerProps {
  readonly tone: 'calm' | 'bad';
  readonly title: string;
  readonly text: string;
  readonly action?: React.ReactNode;
}

function Banner({ tone, title, text, action }: BannerProps) {
  return (
    <div role={tone === 'bad' ? 'alert' : 'status'} className={[styles['banner'], styles[tone]].join(' ')}>
      <p className="selectable">
        <strong>{title}</strong> {text}
      </p>
      {action}
    </div>
  );
}
