import { useTranslation } from 'react-i18next';
import { useActivity } from '../../stores/use-stores.ts';
import { formatNumber } from '../../ui/format.ts';
import styles from './activity.module.css';

export function QueueTable() {
  const { t, i18n } = useTranslation('activity');
  const queues = useActivity((state) => state.status?.queues) ?? [];
  const used = queues.filter(({ waiting, running, done, failed }) => waiting + running + done + failed > 0);
  if (used.length === 0) return null;
  return (
    <section>
      <h3>{t('queues')}</h3>
      <table className={styles['table']}>
        <thead>
          <tr>
            <th scope="col">{t('queueName')}</th>
            <th scope="col">{t('waiting')}</th>
            <th scope="col">{t('runningCount')}</th>
            <th scope="col">{t('done')}</th>
            <th scope="col">{t('failed')}</th>
          </tr>
        </thead>
        <tbody className="figures">
          {used.map(({ queue, waiting, running, done, failed }) => (
            <tr key={queue}>
              <th scope="row">{t(`queue.${queue}`)}</th>
              {[waiting, running, done, failed].map((value, index) => (
                <td key={index}>{formatNumber(value, i18n.language)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
