import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useModels } from '../../stores/use-stores.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import styles from './models.module.css';
import { mirrorOf } from './pack-groups.ts';

/** Where the usual hosts can't be reached, or should not be: another one that has the same files. */
export function MirrorSetting() {
  const { t } = useTranslation('models');
  const mirror = useModels((state) => state.mirror);
  const usual = useModels((state) => state.place?.mirror ?? null);
  const setMirror = useModels((state) => state.setMirror);
  const [written, setWritten] = useState(mirror ?? '');
  const isEmpty = written.trim() === '';
  const address = mirrorOf(written);
  const wanted = isEmpty ? null : address;
  return (
    <section className={styles['mirror']} aria-labelledby="models-mirror">
      <h2 id="models-mirror">{t('mirror.title')}</h2>
      <p>{t('mirror.text')}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (isEmpty || address !== null) setMirror(wanted);
        }}
      >
        <TextField
          label={t('mirror.title')}
          placeholder={usual ?? t('mirror.none')}
          value={written}
          spellCheck={false}
          maxLength={2000}
          aria-invalid={!isEmpty && address === null}
          onChange={setWritten}
        />
        <Button type="submit" disabled={(!isEmpty && address === null) || wanted === mirror}>
          {t('mirror.save')}
        </Button>
      </form>
      {!isEmpty && address === null && (
        <p role="alert" className={styles['problem']}>
          {t('mirror.invalid')}
        </p>
      )}
    </section>
  );
}
