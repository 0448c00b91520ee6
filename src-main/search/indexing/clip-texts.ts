/** Reads what is known of a clip, part by part, as texts for the index. */
import { transcript } from '../../../src-preload/contract/artifacts/understood.ts';
import { type ArtifactName, artifactSchemas } from '../../../src-preload/contract/artifacts.ts';
import type { MomentLane } from '../../../src-preload/contract/search.ts';
import type { Connection } from '../../db/connection.ts';
import type {
  DocumentTexts,
  IndexPart,
  MomentText,
  StaleClip,
} from '../../db/repositories/search-index.repository.ts';
import { SearchSourcesRepository } from '../../db/repositories/search-sources.repository.ts';
import { wordEditsOf } from '../../db/repositories/word-edits.repository.ts';
import { withEdits } from '../../library/transcript-edits.ts';
import { factTexts, saidText } from './document-text.ts';
import {
  hearsText,
  readText,
  type Seen,
  seenExcerpts,
  seesText,
  soundExcerpt,
  textExcerpt,
} from './finding-words.ts';
import { heardMoments, readMoments, saidMoments, seenMoments } from './moment-passages.ts';

export type TextPart = Exclude<IndexPart, 'vectors'>;

/** What one part of the index has to say of a clip. */
export interface PartTexts {
  readonly document: DocumentTexts;
  /** null: the part has no moments. */
  readonly moments: { readonly lane: MomentLane; readonly entries: readonly MomentText[] } | null;
}

type StaleOf = Pick<StaleClip, 'sequence' | 'clipId'>;
/** As zod schemas are: what is stored is not trusted. */
interface Reader<T> {
  parse(value: unknown): T;
}

const exif = artifactSchemas.exif.omit({ all: true });

export class ClipTexts {
  readonly #connection: Connection;
  readonly #sources: SearchSourcesRepository;

  constructor(connection: Connection) {
    this.#connection = connection;
    this.#sources = new SearchSourcesRepository(connection);
  }

  /** @throws ZodError of an artifact that is not what its schema says */
  of(clip: StaleOf, part: TextPart): PartTexts {
    switch (part) {
      case 'facts':
        return { document: this.#facts(clip), moments: null };
      case 'said':
        return this.#said(clip);
      case 'read': {
        const found = this.#read(clip, 'on-screen-text', textExcerpt) ?? { spans: [] };
        return {
          document: { read: readText(found) },
          moments: { lane: 'read', entries: readMoments(found) },
        };
      }
      case 'sees':
        return this.#sees(clip);
      case 'hears': {
        const found = this.#read(clip, 'sound-events', soundExcerpt) ?? { spans: [], labels: [] };
        return {
          document: { hears: hearsText(found) },
          moments: { lane: 'hears', entries: heardMoments(found) },
        };
      }
    }
  }

  #facts(clip: StaleOf): DocumentTexts {
    const { sequence } = clip;
    return factTexts({
      places: this.#sources.places(sequence),
      note: this.#sources.note(sequence),
      tags: this.#sources.tags(sequence),
      probe: this.#read(clip, 'probe', artifactSchemas.probe),
      detail: this.#read(clip, 'probe-detail', artifactSchemas['probe-detail']),
      exif: this.#read(clip, 'exif', exif),
      focalLength: this.#read(clip, 'focal-length', artifactSchemas['focal-length']),
      description: this.#read(clip, 'description', artifactSchemas.description),
    });
  }

  /** What a person corrected goes before what the machine heard. */
  #said(clip: StaleOf): PartTexts {
    const heard = this.#read(clip, 'transcript', transcript);
    const segments =
      heard === null ? [] : withEdits(heard, wordEditsOf(this.#connection, clip.clipId)).segments;
    return {
      document: { said: saidText({ segments }) },
      moments: { lane: 'said', entries: saidMoments(segments) },
    };
  }

  #sees(clip: StaleOf): PartTexts {
    const seen: Seen = {
      objects: this.#read(clip, 'objects', seenExcerpts.objects),
      faces: this.#read(clip, 'faces', seenExcerpts.faces),
      people: this.#read(clip, 'people', seenExcerpts.people),
      emotions: this.#read(clip, 'emotions', seenExcerpts.emotions),
      hands: this.#read(clip, 'hands', seenExcerpts.hands),
      pose: this.#read(clip, 'pose', seenExcerpts.pose),
      'picture-features': this.#read(clip, 'picture-features', seenExcerpts['picture-features']),
    };
    return { document: { sees: seesText(seen) }, moments: { lane: 'sees', entries: seenMoments(seen) } };
  }

  #read<T>({ clipId }: StaleOf, name: ArtifactName, reader: Reader<T>): T | null {
    const stored = this.#sources.artifact(clipId, name);
    return stored === null ? null : reader.parse(stored);
  }
}
