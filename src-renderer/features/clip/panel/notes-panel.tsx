/** What people say of the clip: stars, tags and a note. Each change can be taken back. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useHistory, useNotices } from '../../../stores/use-stores.ts';
import { useTagsInUse } from '../../../stores/use-tags-in-use.ts';
import { StarRating } from '../../../ui/star-rating.tsx';
import { TagsEditor } from '../../../ui/tags-editor.tsx';
import { useClip, useClipScope } from '../clip-context.ts';
import type { Annotations } from '../clip-store.ts';
import type { ClipCommands } from '../use-clip-commands.ts';
import styles from './clip-panel.module.css';

interface NotesPanelProps {
  readonly commands: ClipCommands;
}

export function NotesPanel({ commands }: NotesPanelProps) {
  const annotations = useClip((state) => state.annotations);
  return annotations === null ? null : <Fields annotations={annotations} commands={commands} />;
}

function Fields({ annotations, commands }: NotesPanelProps & { readonly annotations: Annotations }) {
  const { t } = useTranslation('clip');
  const { clipId } = useClipScope();
  const annotate = useHistory((state) => state.annotate);
  const tellError = useNotices((state) => state.tellError);
  const { rating, tags, note } = annotations;
  const inUse = useTagsInUse();
  return (
    <div className={styles['notes']} data-scrolls>
      <section>
        <h2>{t('notes.rating')}</h2>
        <StarRating
          label={t('notes.rating')}
          rating={rating}
          starsLabel={(stars) => t('notes.stars', { count: stars })}
          onRate={commands.rate}
        />
      </section>
      <section>
        <h2>{t('notes.tags')}</h2>
        <TagsEditor
          label={t('notes.tags')}
          fieldLabel={t('notes.tags')}
          placeholder={t('notes.addTag')}
          tags={tags.map((name) => ({ name, on: 'all' }))}
          suggestions={inUse.names}
          removeLabel={(tag) => t('notes.removeTag', { tag })}
          onEnter={inUse.read}
          onAdd={(tag) => {
            annotate('tags', [{ clipId, addTags: [tag] }]).catch(tellError);
          }}
          onRemove={(tag) => {
            annotate('tags', [{ clipId, removeTags: [tag] }]).catch(tellError);
          }}
        />
      </section>
      <section className={styles['noteSection']}>
        <h2>{t('notes.note')}</h2>
        <Note
          key={note}
          note={note}
          onWrite={(written) => {
            annotate('note', [{ clipId, note: written }]).catch(tellError);
          }}
        />
      </section>
    </div>
  );
}

interface NoteProps {
  readonly note: string;
  readonly onWrite: (note: string) => void;
}

const longestNote = 20_000;

/** Kept when the field is left: one step to undo, not one for each letter. */
function Note({ note, onWrite }: NoteProps) {
  const { t } = useTranslation('clip');
  const [text, setText] = useState(note);
  return (
    <textarea
      className={styles['note']}
      aria-label={t('notes.note')}
      placeholder={t('notes.notePlaceholder')}
      maxLength={longestNote}
      value={text}
      onChange={(event) => {
        setText(event.target.value);
      }}
      onBlur={() => {
        if (text !== note) onWrite(text);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') {
          event.stopPropagation();
          event.currentTarget.blur();
        }
      }}
    />
  );
}
