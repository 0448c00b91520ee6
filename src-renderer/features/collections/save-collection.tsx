/** Keeps the search on the screen as a collection. */
import { Bookmark, BookmarkCheck } from 'lucide-react';
import { type SyntheticEvent, useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { collectionKey, longestCollectionName } from '../../../src-preload/contract/collections.ts';
import { toAppError } from '../../../src-preload/contract/errors.ts';
import { isShown, proposedName } from '../../stores/collection-route.ts';
import type { SearchRoute } from '../../stores/search-route.ts';
import { useCollectionActions } from '../../stores/use-collections.ts';
import { useCollections, useSession } from '../../stores/use-stores.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/text-field.tsx';
import styles from './collections.module.css';

/** Nothing where the screen shows no search, or one that words can't tell: what a picture is like. */
export function SaveCollection() {
  const { t } = useTranslation('collections');
  const route = useSession((state) => state.route);
  const watch = useCollections((state) => state.watch);
  const kept = useCollections((state) => state.collections?.find((each) => isShown(route, each)));
  const [dialog, setDialog] = useState<'closed' | 'open'>('closed');
  useEffect(() => watch(), [watch]);
  if (route.screen !== 'search' || route.like !== null) return null;
  return (
    <>
      <Button
        variant="quiet"
        icon={
          kept === undefined ? <Bookmark size={16} aria-hidden /> : <BookmarkCheck size={16} aria-hidden />
        }
        onClick={() => {
          setDialog('open');
        }}
      >
        {kept === undefined ? t('save.action') : t('save.kept', { name: kept.name })}
      </Button>
      <SaveDialog
        route={route}
        isOpen={dialog === 'open'}
        onClose={() => {
          setDialog('closed');
        }}
      />
    </>
  );
}

interface SaveDialogProps {
  readonly route: SearchRoute;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

function SaveDialog({ route, isOpen, onClose }: SaveDialogProps) {
  const { t } = useTranslation(['collections', 'shell']);
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title={t('save.title')}
      description={t('save.text')}
      closeLabel={t('shell:close')}
    >
      <SaveForm route={route} onClose={onClose} />
    </Dialog>
  );
}

/** Made anew each time the dialog opens. */
function SaveForm({ route, onClose }: Pick<SaveDialogProps, 'route' | 'onClose'>) {
  const { t } = useTranslation(['collections', 'shell']);
  const { save } = useCollectionActions();
  const [name, setName] = useState(() => proposedName(route.query));
  const [failure, setFailure] = useState('');
  const rival = useCollections((state) =>
    state.collections?.find((each) => collectionKey(each.name) === collectionKey(name)),
  );
  const tellId = useId();
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    const { query, mode, sort } = route;
    const sought = { query, mode, sort };
    save(rival === undefined ? { name, ...sought } : { id: rival.id, ...sought }).then(
      onClose,
      (thrown: unknown) => {
        setFailure(toAppError(thrown).message);
      },
    );
  };
  return (
    <form className={styles['form']} onSubmit={submit}>
      <p className={styles['sought']}>
        <span>{t('save.query')}</span> <q>{route.query.trim() || t('save.everything')}</q>
      </p>
      <TextField
        label={t('save.name')}
        placeholder={t('save.name')}
        value={name}
        maxLength={longestCollectionName}
        aria-describedby={tellId}
        onFocus={(event) => {
          event.currentTarget.select();
        }}
        onChange={(text) => {
          setName(text);
          setFailure('');
        }}
      />
      <p id={tellId} role="status" className={styles['told']}>
        {failure || (rival !== undefined && t('save.taken', { name: rival.name }))}
      </p>
      <div className={styles['buttons']}>
        <Button variant="quiet" onClick={onClose}>
          {t('shell:cancel')}
        </Button>
        <Button variant="primary" type="submit" disabled={name.trim() === ''}>
          {rival === undefined ? t('save.confirm') : t('save.replace')}
        </Button>
      </div>
    </form>
  );
}
