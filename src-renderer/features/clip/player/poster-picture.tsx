import { useClient } from '../../../stores/use-stores.ts';
import { useClip, useClipScope } from '../clip-context.ts';
import styles from './player.module.css';

/** The clip's poster as large as the player; nothing before it was made. */
export function PosterPicture() {
  const { clipId } = useClipScope();
  const client = useClient();
  const version = useClip((state) => state.info?.poster?.sha256 ?? null);
  if (version === null) return null;
  return <img className={styles['poster']} src={client.mediaUrl(clipId, 'poster', version)} alt="" />;
}
