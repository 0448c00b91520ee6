import type { ReactNode } from 'react';
import styles from './measured-panel.module.css';

interface SectionProps {
  readonly title: string;
  /** In one word. */
  readonly verdict?: string | null;
  readonly tone?: 'plain' | 'good' | 'bad';
  readonly children: ReactNode;
}

export function Section({ title, verdict = null, tone = 'plain', children }: SectionProps) {
  return (
    <section className={styles['section']}>
      <header className={styles['sectionHead']}>
        <h2>{title}</h2>
        {verdict !== null && (
          <span className={styles['verdict']} data-tone={tone}>
            {verdict}
          </span>
        )}
      </header>
      {children}
    </section>
  );
}

export interface Figure {
  readonly label: string;
  /** null: not measured, and left out. */
  readonly value: string | null;
}

export function Figures({ figures }: { readonly figures: readonly Figure[] }) {
  return (
    <dl className={styles['figures']}>
      {figures.map(({ label, value }) =>
        value === null ? null : (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ),
      )}
    </dl>
  );
}

interface KeyProps {
  readonly entries: readonly { readonly label: string; readonly colour: string }[];
}

/** Which colour is what. */
export function PlotKey({ entries }: KeyProps) {
  return (
    <ul className={styles['key']} aria-hidden>
      {entries.map(({ label, colour }) => (
        <li key={label}>
          <span style={{ background: colour }} />
          {label}
        </li>
      ))}
    </ul>
  );
}
