/** What the player is given: the original where the browser shows it, else the proxy, else a word on why not. */
import type { CommandResponse } from '../../src-preload/contract/commands.ts';
import type { SerializedError } from '../../src-preload/contract/errors.ts';

export type Playback = CommandResponse<'clip.playback'>;
export type Playable = 'original' | 'proxy';

/** What the browser's own player says to a media type. */
export type BrowserVerdict = (mediaType: string) => 'yes' | 'no';

export type PlayerSource =
  | { readonly kind: 'original' }
  | { readonly kind: 'proxy'; readonly version: string | null }
  /** A proxy is on its way, or has to be asked for; `fraction` is null while it waits. */
  | { readonly kind: 'preparing'; readonly fraction: number | null; readonly request: 'needed' | 'made' }
  | { readonly kind: 'failed'; readonly error: SerializedError | null }
  /** No disk that holds the clip is there, and no proxy was made while it was. */
  | { readonly kind: 'offline' };

/** PURE. @param refused what the player was given and could not show */
export function chooseSource(
  playback: Playback,
  verdict: BrowserVerdict,
  refused: ReadonlySet<Playable>,
): PlayerSource {
  const { original, proxy } = playback;
  if (original.state === 'present' && !refused.has('original') && isShown(original, verdict))
    return { kind: 'original' };
  if (proxy.state === 'ready' && !refused.has('proxy')) return { kind: 'proxy', version: proxy.version };
  if (proxy.state === 'failed' || refused.has('proxy')) return { kind: 'failed', error: proxy.error };
  if (original.state === 'offline') return { kind: 'offline' };
  const isOnItsWay = proxy.state === 'making';
  return { kind: 'preparing', fraction: proxy.fraction, request: isOnItsWay ? 'made' : 'needed' };
}

/** Before the clip was probed nothing is known of it, and trying costs nothing: a player that fails says so. */
function isShown({ unplayable, mediaType, codecs }: Playback['original'], verdict: BrowserVerdict): boolean {
  if (unplayable !== null) return false;
  if (mediaType === null) return true;
  return verdict(codecs === null ? mediaType : `${mediaType}; codecs="${codecs}"`) === 'yes';
}

export function browserVerdict(mediaType: string): 'yes' | 'no' {
  return document.createElement('video').canPlayType(mediaType) === '' ? 'no' : 'yes';
}
