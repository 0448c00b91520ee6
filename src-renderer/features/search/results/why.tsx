import { CircleHelp } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { FoundClip } from '../../../../src-preload/contract/search.ts';
import { IconButton } from '../../../ui/button.tsx';
import { formatDuration, formatNumber } from '../../../ui/format.ts';
import { Popover } from '../../../ui/popover.tsx';
import { LaneIcon } from '../lane-icon.tsx';
import { SnippetText } from './snippet-text.tsx';
import styles from './why.module.css';

interface WhyProps {
  readonly found: FoundClip;
  readonly name: string;
  readonly isStop: boolean;
}

/** Why a clip was found: by which sources, how well, and where. */
export function Why({ found, name, isStop }: WhyProps) {
  const { t } = useTranslation('search');
  return (
    <Popover
      label={t('why.title')}
      trigger={
        <IconButton
          label={t('why.button', { name })}
          tabIndex={isStop ? 0 : -1}
          className={styles['button']}
          icon={<CircleHelp size={14} aria-hidden />}
        />
      }
    >
      <div className={styles['why']}>
        <h3>{t('why.title')}</h3>
        <p>
          {t('why.best')}: <strong>{t(`match.${found.matchType}`)}</strong>
        </p>
        {found.ranks.length > 0 ? <Ranks found={found} /> : <p>{unranked(found, t)}</p>}
        <Fields found={found} />
        <Moments found={found} />
      </div>
    </Popover>
  );
}

function unranked({ matchType }: FoundClip, t: ReturnType<typeof useTranslation<'search'>>['t']): string {
  return matchType === 'picture' ? t('why.alike') : t('why.filtersOnly');
}

function Ranks({ found }: { readonly found: FoundClip }) {
  const { t, i18n } = useTranslation('search');
  const whole = found.ranks.reduce((sum, { share }) => sum + share, 0);
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{t('why.source')}</th>
          <th scope="col">{t('why.rank')}</th>
          <th scope="col">{t('why.score')}</th>
          <th scope="col">{t('why.share')}</th>
        </tr>
      </thead>
      <tbody>
        {found.ranks.map(({ source, rank, score, share }) => {
          const percent = whole > 0 ? Math.round((share / whole) * 100) : 0;
          return (
            <tr key={source}>
              <th scope="row">{t(`why.sources.${source}`)}</th>
              <td>{formatNumber(rank, i18n.language)}</td>
              <td>{formatScore(score, i18n.language)}</td>
              <td>
                <span className={styles['bar']}>
                  <span style={{ width: `${String(percent)}%` }} />
                </span>
                {percent} %
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** Scores of small libraries are tiny: their first digits count. */
function formatScore(score: number, language: string): string {
  return formatNumber(Number(score.toPrecision(2)), language, 9);
}

function Fields({ found }: { readonly found: FoundClip }) {
  const { t } = useTranslation('search');
  if (found.fields.length === 0) return null;
  return (
    <section>
      <h4>{t('why.fields')}</h4>
      <dl>
        {found.fields.map(({ field, snippet }) => (
          <div key={field}>
            <dt>{t(`match.${field}`)}</dt>
            <dd>
              <SnippetText snippet={snippet} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Moments({ found }: { readonly found: FoundClip }) {
  const { t, i18n } = useTranslation('search');
  if (found.moments.length === 0) return null;
  return (
    <section>
      <h4>{t('why.moments')}</h4>
      <ul>
        {found.moments.map(({ lane, startSec, score }, index) => (
          <li key={index}>
            <LaneIcon lane={lane} />
            <span>{t('momentAt', { lane: t(`lane.${lane}`), time: formatDuration(startSec, 1) })}</span>
            <span className={styles['score']}>{formatScore(score, i18n.language)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
