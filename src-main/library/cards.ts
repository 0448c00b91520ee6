/** Clips as windows show them: pages of cards, in any order, through any filter. */
import { type Artifact, type ArtifactName, artifactSchemas } from '../../src-preload/contract/artifacts.ts';
import { card, type Card } from '../../src-preload/contract/cards.ts';
import type { CommandRequest, CommandResponse } from '../../src-preload/contract/commands.ts';
import type { Connection } from '../db/connection.ts';
import {
  type CardRow,
  cardRows,
  idsOfClips,
  sequencesOfClips,
  stageCounts,
  tagsOfCards,
} from '../db/repositories/card-details.repository.ts';
import { cardPosition, findCards } from '../db/repositories/cards.repository.ts';
import type { LibraryView } from './library-view.ts';
import { storedPath } from './stored-path.ts';

type View = Pick<LibraryView, 'connection'>;

export function readCardPage(
  request: CommandRequest<'cards.page'>,
  { connection }: View,
): CommandResponse<'cards.page'> {
  return inOneLook(connection, () => {
    const { total, sequences } = findCards(connection, request);
    return { total, cards: describeCards(connection, sequences) };
  });
}

export function readCards(
  { clipIds }: CommandRequest<'cards.byId'>,
  { connection }: View,
): CommandResponse<'cards.byId'> {
  return inOneLook(connection, () => ({
    cards: describeCards(connection, sequencesOfClips(connection, clipIds)),
  }));
}

export function readCardIds(
  request: CommandRequest<'cards.ids'>,
  { connection }: View,
): CommandResponse<'cards.ids'> {
  return inOneLook(connection, () => {
    const { total, sequences } = findCards(connection, request);
    return { total, ids: idsOfClips(connection, sequences) };
  });
}

export function readCardPosition(
  { clipId, ...chosen }: CommandRequest<'cards.position'>,
  { connection }: View,
): CommandResponse<'cards.position'> {
  return inOneLook(connection, () => {
    const [sequence] = sequencesOfClips(connection, [clipId]);
    return { position: sequence === undefined ? null : cardPosition(connection, chosen, sequence) };
  });
}

/** All of its questions see the library at one moment, also beside a process that writes it. */
export function inOneLook<T>(connection: Connection, look: () => T): T {
  return connection.inTransaction ? look() : connection.transaction(look)();
}

function describeCards(connection: Connection, sequences: readonly number[]): Card[] {
  const stages = new Map(stageCounts(connection, sequences).map((row) => [row.sequence, row]));
  const tags = Map.groupBy(tagsOfCards(connection, sequences), ({ sequence }) => sequence);
  return cardRows(connection, sequences).map((row) => {
    const { settled, total, failed } = stages.get(row.sequence) ?? { settled: 0, total: 0, failed: 0 };
    const names = (tags.get(row.sequence) ?? []).map(({ name }) => name);
    return describeCard(row, names, { settled, total, failed });
  });
}

function describeCard(row: CardRow, tags: string[], stages: Card['stages']): Card {
  const {
    sequence: _,
    mountPath,
    relativePath,
    addedMs,
    openedMs,
    hasNote,
    poster,
    filmstrip,
    ...same
  } = row;
  const path = mountPath === null || relativePath === null ? null : storedPath({ mountPath, relativePath });
  return {
    ...same,
    state: card.shape.state.parse(row.state),
    resolution: card.shape.resolution.parse(row.resolution),
    // A format that this version does not know is shown like none.
    hdrFormat: card.shape.hdrFormat.catch(null).parse(row.hdrFormat),
    path,
    added: new Date(addedMs).toISOString(),
    opened: openedMs === null ? null : new Date(openedMs).toISOString(),
    hasNote: hasNote === 1,
    poster: describePoster(parseArtifact('poster', poster)),
    filmstrip: describeFilmstrip(parseArtifact('filmstrip', filmstrip)),
    ...{ tags, stages },
  };
}

/** One that does not fit its schema (written before a stage's version was raised) counts as none. */
function parseArtifact<N extends ArtifactName>(name: N, json: string | null): Artifact<N> | null {
  if (json === null) return null;
  try {
    return (artifactSchemas[name].safeParse(JSON.parse(json)).data as Artifact<N> | undefined) ?? null;
  } catch {
    return null;
  }
}

function describePoster(poster: Artifact<'poster'> | null): Card['poster'] {
  if (poster === null) return null;
  return { version: versionOf(poster.path), width: poster.width, height: poster.height };
}

function describeFilmstrip(filmstrip: Artifact<'filmstrip'> | null): Card['filmstrip'] {
  if (filmstrip === null) return null;
  const { path, width, height, tileWidth, tileHeight, columns, tileTimesSec } = filmstrip;
  return { version: versionOf(path), width, height, tileWidth, tileHeight, columns, tileTimesSec };
}

/** `<stage>/<first digits of the run key>/<file>`: the key changes whenever the picture may have. */
function versionOf(path: string): string {
  return path.split('/')[1] ?? path;
}
