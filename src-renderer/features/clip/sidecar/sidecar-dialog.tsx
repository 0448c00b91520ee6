/** Takes over what another program found in the clip, from a file that it wrote; and gives it up again. */
import { CircleAlert, CircleCheck, FileInput } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CommandResponse } from '../../../../src-preload/contract/commands.ts';
import { type SerializedError, toAppError } from '../../../../src-preload/contract/errors.ts';
import { useActivity, useClient } from '../../../stores/use-stores.ts';
import { Button } from '../../../ui/button.tsx';
import { Checkbox } from '../../../ui/checkbox.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { useClipScope } from '../clip-context.ts';
import styles from './sidecar.module.css';

interface SidecarDialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

type Outcome =
  | { readonly kind: 'none' | 'reading' }
  | { readonly kind: 'taken'; readonly file: string; readonly report: CommandResponse<'clip.importSidecar'> }
  | { readonly kind: 'given-up'; readonly stage: string; readonly removed: 'yes' | 'there-was-none' }
  | { readonly kind: 'too-large'; readonly file: string }
  | { readonly kind: 'refused'; readonly file: string | null; readonly error: SerializedError };

/** As the engine takes them. */
const mostBytes = 64 * 1024 * 1024;
/** What files of other programs can take the place of. */
const stages = ['transcript', 'objects'] as const;

export function SidecarDialog({ isOpen, onClose }: SidecarDialogProps) {
  const { t } = useTranslation(['understood', 'shell']);
  const [isStrict, setStrict] = useState(false);
  const { outcome, take, giveUp, forget } = useSidecar(isStrict ? 'strict' : 'lenient');
  const input = useRef<HTMLInputElement>(null);
  const isBusy = outcome.kind === 'reading';
  return (
    <Dialog
      isOpen={isOpen}
      onClose={() => {
        forget();
        onClose();
      }}
      title={t('sidecar.title')}
      description={t('sidecar.text')}
      closeLabel={t('shell:close')}
    >
      <div className={styles['sidecar']}>
        <ul className={styles['kinds']}>
          {(['yolo', 'whisper', 'subtitles'] as const).map((kind) => (
            <li key={kind}>{t(`sidecar.kinds.${kind}`)}</li>
          ))}
        </ul>
        <Checkbox label={t('sidecar.strict')} state={isStrict ? 'on' : 'off'} onChange={setStrict} />
        <input
          ref={input}
          type="file"
          hidden
          accept=".json,.srt,.vtt,application/json,text/vtt"
          aria-label={t('sidecar.choose')}
          onChange={(event) => {
            const [file] = event.currentTarget.files ?? [];
            if (file !== undefined) take(file);
            // The same file, once it has been mended, is a choice as well.
            event.currentTarget.value = '';
          }}
        />
        <div className={styles['buttons']}>
          <Button
            variant="primary"
            icon={<FileInput size={16} aria-hidden />}
            disabled={isBusy}
            onClick={() => input.current?.click()}
          >
            {isBusy ? t('sidecar.reading') : t('sidecar.choose')}
          </Button>
        </div>
        <Told outcome={outcome} />
        <section className={styles['back']}>
          <h3>{t('sidecar.back')}</h3>
          <p>{t('sidecar.backText')}</p>
          <div className={styles['buttons']}>
            {stages.map((stage) => (
              <Button
                key={stage}
                disabled={isBusy}
                onClick={() => {
                  giveUp(stage);
                }}
              >
                {t(`sidecar.stages.${stage}`)}
              </Button>
            ))}
          </div>
        </section>
      </div>
    </Dialog>
  );
}

function useSidecar(strictness: 'strict' | 'lenient') {
  const client = useClient();
  const { clipId, reader } = useClipScope();
  const [outcome, setOutcome] = useState<Outcome>({ kind: 'none' });
  const refuse = (file: string | null, thrown: unknown): void => {
    setOutcome({ kind: 'refused', file, error: toAppError(thrown).serialize() });
  };
  const take = (file: File): void => {
    if (file.size > mostBytes) {
      setOutcome({ kind: 'too-large', file: file.name });
      return;
    }
    setOutcome({ kind: 'reading' });
    file
      .text()
      .then((text) =>
        client.ask('clip.importSidecar', {
          ...{ clip: clipId, fileName: file.name, text },
          strict: strictness === 'strict',
        }),
      )
      .then((report) => {
        setOutcome({ kind: 'taken', file: file.name, report });
        reader.readSoon(['understanding', 'info']);
      })
      .catch((thrown: unknown) => {
        refuse(file.name, thrown);
      });
  };
  const giveUp = (stage: string): void => {
    setOutcome({ kind: 'reading' });
    client.ask('clip.removeSidecar', { clip: clipId, stage }).then(
      ({ removed }) => {
        setOutcome({ kind: 'given-up', stage, removed });
        reader.readSoon(['understanding', 'info']);
      },
      (thrown: unknown) => {
        refuse(null, thrown);
      },
    );
  };
  /** What was told of the last one; one that is under way goes on. */
  const forget = (): void => {
    setOutcome((last) => (last.kind === 'reading' ? last : { kind: 'none' }));
  };
  return { outcome, take, giveUp, forget };
}

function Told({ outcome }: { readonly outcome: Outcome }) {
  const { t } = useTranslation('understood');
  const titles = useActivity((state) => state.stageTitles);
  switch (outcome.kind) {
    case 'none':
    case 'reading':
      return null;
    case 'taken': {
      const { entries, leftOut, stage } = outcome.report;
      return (
        <Verdict tone="good" title={t('sidecar.taken', { count: entries, file: outcome.file })}>
          <p>{t('sidecar.takenFor', { stage: titles.get(stage) ?? stage })}</p>
          {leftOut > 0 && <p>{t('sidecar.leftOut', { count: leftOut })}</p>}
        </Verdict>
      );
    }
    case 'given-up': {
      const { stage, removed } = outcome;
      return (
        <Verdict
          tone="good"
          title={t(removed === 'yes' ? 'sidecar.givenUp' : 'sidecar.thereWasNone', {
            stage: titles.get(stage) ?? stage,
          })}
        />
      );
    }
    case 'too-large':
      return <Verdict tone="bad" title={t('sidecar.tooLarge', { file: outcome.file })} />;
    case 'refused':
      return (
        <Verdict
          tone="bad"
          title={outcome.file === null ? t('sidecar.failed') : t('sidecar.refused', { file: outcome.file })}
        >
          <p>{outcome.error.message}</p>
        </Verdict>
      );
  }
}

interface VerdictProps {
  readonly tone: 'good' | 'bad';
  readonly title: string;
  readonly children?: React.ReactNode;
}

function Verdict({ tone, title, children }: VerdictProps) {
  const Icon = tone === 'good' ? CircleCheck : CircleAlert;
  return (
    <div role={tone === 'good' ? 'status' : 'alert'} className={styles['verdict']} data-tone={tone}>
      <Icon size={18} aria-hidden />
      <div className="selectable">
        <p>
          <strong>{title}</strong>
        </p>
        {children}
      </div>
    </div>
  );
}
