import { ArrowUp, Clapperboard, Folder, HardDrive, Library } from 'lucide-react';
import { useState } from 'react';
import { Button, IconButton } from './button.tsx';
import styles from './folder-list.module.css';
import { TextField } from './text-field.tsx';

interface FolderListProps {
  readonly texts: Readonly<Record<'up' | 'path' | 'goTo' | 'empty' | 'loading' | 'roots', string>>;
  readonly path: string | null;
  readonly parent: string | null;
  readonly folders: readonly {
    readonly name: string;
    readonly path: string;
    readonly kind: 'folder' | 'root' | 'library';
  }[];
  readonly videos: readonly string[];
  readonly isLoading: boolean;
  readonly problem: string | null;
  /** Whether folders that are libraries can be chosen. */
  readonly libraries: 'open' | 'dimmed';
  readonly onGo: (path: string | null) => void;
}

/** One folder's folders: a click leads into one. The path can be written as well. */
export function FolderList(props: FolderListProps) {
  const { texts, path, parent, folders, videos, isLoading, problem, libraries, onGo } = props;
  return (
    <div className={styles['browser']}>
      <div className={styles['where']}>
        <IconButton
          label={texts.up}
          icon={<ArrowUp size={16} aria-hidden />}
          disabled={path === null}
          onClick={() => {
            onGo(parent);
          }}
        />
        <PathField key={path} path={path} texts={texts} onGo={onGo} />
      </div>
      {problem !== null && (
        <p role="alert" className={`selectable ${styles['problem'] ?? ''}`}>
          {problem}
        </p>
      )}
      <ul className={styles['list']} aria-busy={isLoading} aria-label={path ?? texts.roots}>
        {folders.map((folder) => (
          <li key={folder.path}>
            <button
              type="button"
              disabled={folder.kind === 'library' && libraries === 'dimmed'}
              onClick={() => {
                onGo(folder.path);
              }}
            >
              {icons[folder.kind]}
              <span>{folder.name}</span>
            </button>
          </li>
        ))}
        {videos.map((name) => (
          <li key={name} className={styles['video']}>
            <Clapperboard size={16} aria-hidden />
            <span>{name}</span>
          </li>
        ))}
        {folders.length + videos.length === 0 && (
          <li className={styles['none']}>{isLoading ? texts.loading : texts.empty}</li>
        )}
      </ul>
    </div>
  );
}

const icons = {
  folder: <Folder size={16} aria-hidden />,
  root: <HardDrive size={16} aria-hidden />,
  library: <Library size={16} aria-hidden />,
};

function PathField({ path, texts, onGo }: Pick<FolderListProps, 'path' | 'texts' | 'onGo'>) {
  const [text, setText] = useState(path ?? '');
  return (
    <form
      className={styles['path']}
      onSubmit={(event) => {
        event.preventDefault();
        onGo(text.trim() === '' ? null : text.trim());
      }}
    >
      <TextField
        label={texts.path}
        placeholder={texts.roots}
        value={text}
        spellCheck={false}
        onChange={setText}
      />
      {text !== (path ?? '') && <Button type="submit">{texts.goTo}</Button>}
    </form>
  );
}
