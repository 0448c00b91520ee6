import styles from './keys.module.css';

/** Keys as people read them: "Ctrl+Z" becomes two key caps. A "+" at the end is the key itself. */
export function Keys({ keys }: { readonly keys: string }) {
  const parts = keys.split(/\+(?=.)/);
  return (
    <span className={styles['keys']}>
      {parts.map((part) => (
        <kbd key={part}>{part}</kbd>
      ))}
    </span>
  );
}
