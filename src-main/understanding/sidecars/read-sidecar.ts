/** Reads what another program found in a clip, out of a file that a person brought. Pure. */
import type { SidecarData, SidecarKind } from '../../../src-preload/contract/sidecars.ts';
import type { ImportFacts } from '../../pipeline/stage.ts';
import { BadField, EntryReader, parseJson, refusal, type Strictness } from './entry-reading.ts';
import { readSubtitles } from './subtitles.ts';
import { isWhisperJson, readWhisperJson } from './whisper-json.ts';
import { readYoloJson } from './yolo-json.ts';

export interface ReadSidecar {
  readonly kind: SidecarKind;
  readonly data: SidecarData;
  /** Detections or segments that were read. */
  readonly entries: number;
  /** Those that were bad. */
  readonly leftOut: number;
}

/**
 * The kind is told from the name and what is in it.
 *
 * @throws AppError bad-arguments with `file`, `field`, `value` and `expected`: it is nothing of what is read here, nothing in it
 *   is good, or (strict) one entry is bad
 */
export function readSidecar(
  text: string,
  fileName: string,
  facts: ImportFacts,
  strictness: Strictness = 'lenient',
): ReadSidecar {
  const reader = new EntryReader(strictness);
  try {
    const { kind, data } = dispatch(text, fileName, facts, reader);
    const entries = data.subject === 'objects' ? data.detections.length : data.segments.length;
    if (entries === 0 && reader.firstBad !== null) throw reader.firstBad;
    return { kind, data, entries, leftOut: reader.leftOut };
  } catch (error) {
    throw error instanceof BadField ? refusal(fileName, error) : error;
  }
}

function dispatch(
  text: string,
  fileName: string,
  facts: ImportFacts,
  reader: EntryReader,
): Pick<ReadSidecar, 'kind' | 'data'> {
  const ending = /\.([a-z0-9]+)$/i.exec(fileName)?.[1]?.toLowerCase() ?? '';
  if (/^\uFEFF?WEBVTT(?:\s|$)/.test(text))
    return { kind: 'vtt', data: readSubtitles(text, fileName, reader) };
  if (ending === 'srt') return { kind: 'srt', data: readSubtitles(text, fileName, reader) };
  if (ending === 'vtt') throw new BadField('', text.slice(0, 40), 'WEBVTT on the first line');
  if (ending !== 'json') throw new BadField('', fileName, 'a file that ends in .json, .srt or .vtt');
  const json = parseJson(text);
  return isWhisperJson(json)
    ? { kind: 'whisper-json', data: readWhisperJson(json, fileName, reader) }
    : { kind: 'yolo-json', data: readYoloJson(json, facts, reader) };
}
