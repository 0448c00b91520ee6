import type { ReactNode } from 'react';
import styles from './settings.module.css';

interface SettingProps {
  readonly name: string;
  readonly text?: string;
  readonly children: ReactNode;
}

export function Setting({ name, text, children }: SettingProps) {
  return (
    <section className={styles['setting']}>
      <div>
        <h3>{name}</h3>
        {text !== undefined && <p>{text}</p>}
      </div>
      {children}
    </section>
  );
}
