/** How fast a pack is on this machine, and why which processor is used for it. */
import { ChevronDown, ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PackState, ProviderVerdict } from '../../../src-preload/contract/model-packs.ts';
import { formatNumber } from '../../ui/format.ts';
import styles from './models.module.css';

/** As they are written by those who make them. */
const providerNames: Readonly<Record<string, string>> = {
  cpu: 'CPU',
  webgpu: 'WebGPU',
  dml: 'DirectML',
  directml: 'DirectML',
  coreml: 'CoreML',
  cuda: 'CUDA',
};

export function PackSpeed({ pack }: { readonly pack: PackState }) {
  const { t } = useTranslation('models');
  const speedText = useSpeedText();
  const [isOpen, setOpen] = useState(false);
  const { speed, verdicts } = pack;
  const Arrow = isOpen ? ChevronDown : ChevronRight;
  return (
    <div className={styles['speed']}>
      <p>
        <span>{t('speed')}</span>
        <strong className="figures">{speed === null ? t('notMeasured') : speedText(speed)}</strong>
        {verdicts.length > 0 && (
          <button
            type="button"
            aria-expanded={isOpen}
            onClick={() => {
              setOpen(!isOpen);
            }}
          >
            <Arrow size={14} aria-hidden />
            {t('verdicts')}
          </button>
        )}
      </p>
      {isOpen && (
        <ul>
          {verdicts.map((verdict) => (
            <li key={`${verdict.model} ${verdict.provider}`} data-state={verdict.state}>
              <Verdict verdict={verdict} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Verdict({ verdict }: { readonly verdict: ProviderVerdict }) {
  const { t, i18n } = useTranslation('models');
  const speedText = useSpeedText();
  const { provider, model, state, ratio, msPerRun, xRealtime, detail } = verdict;
  const name = providerNames[provider.toLowerCase().replace(/executionprovider$/, '')] ?? provider;
  const figures = [
    msPerRun === null ? null : speedText({ msPerRun, xRealtime }),
    ratio === null || name === 'CPU' ? null : t('timesCpu', { ratio: formatNumber(ratio, i18n.language, 2) }),
    detail,
  ];
  return (
    <>
      <span>
        {name} <small>{model}</small>
      </span>
      <span>{t(`verdict.${state}`)}</span>
      <span className="figures selectable">{figures.filter((figure) => figure !== null).join(' · ')}</span>
    </>
  );
}

function useSpeedText() {
  const { t, i18n } = useTranslation('models');
  return ({
    msPerRun,
    xRealtime,
  }: {
    readonly msPerRun: number;
    readonly xRealtime: number | null;
  }): string =>
    xRealtime === null
      ? t('msPerRun', { ms: formatNumber(msPerRun, i18n.language, msPerRun < 10 ? 1 : 0) })
      : t('xRealtime', { times: formatNumber(xRealtime, i18n.language, xRealtime < 10 ? 1 : 0) });
}
