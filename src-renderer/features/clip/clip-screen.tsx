/** One clip: its picture, its time, and everything that is known of it. */
import { FileQuestion, ServerCrash } from 'lucide-react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useClipView, useSession, useStores } from '../../stores/use-stores.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ContextMenu } from '../../ui/menu.tsx';
import { ClipContext, type ClipScope, FrameClockContext, useClip, useClipScope } from './clip-context.ts';
import { ClipHeader } from './clip-header.tsx';
import styles from './clip-screen.module.css';
import { ClipReader } from './clip-store.ts';
import { ClipPanel } from './panel/clip-panel.tsx';
import { FullscreenBar } from './player/fullscreen-bar.tsx';
import { Player } from './player/player.tsx';
import { TransportBar } from './player/transport-bar.tsx';
import { Transport } from './player/transport.ts';
import { usePlayerSource } from './player/use-player-source.ts';
import { SidecarDialog } from './sidecar/sidecar-dialog.tsx';
import { createFrameClock } from './timecode.ts';
import { TimelineView } from './timeline/timeline-view.ts';
import { Timeline } from './timeline/timeline.tsx';
import { useClipCommands } from './use-clip-commands.ts';
import { useClipKeys } from './use-clip-keys.ts';
import { useClipMenus } from './use-clip-menus.tsx';
import { useNeighbours } from './use-neighbours.ts';

interface ClipScreenProps {
  readonly clipId: string;
  /** Where it begins. */
  readonly timeSec: number;
}

export function ClipScreen({ clipId, timeSec }: ClipScreenProps) {
  // Another clip is another screen: nothing of the one before may show for a moment.
  return <OpenClip key={clipId} clipId={clipId} timeSec={timeSec} />;
}

function OpenClip({ clipId, timeSec }: ClipScreenProps) {
  const { client, live, library, notices } = useStores();
  const [scope] = useState<ClipScope>(() => ({
    clipId,
    reader: new ClipReader(client, clipId, (thrown) => {
      notices.getState().tellError(thrown);
    }),
    transport: new Transport(timeSec),
    view: new TimelineView(),
  }));
  const opened = useRef(timeSec);
  useEffect(() => {
    // The address names another moment of the clip that is open.
    if (opened.current !== timeSec) scope.transport.seek(timeSec);
    opened.current = timeSec;
  }, [scope, timeSec]);
  useEffect(() => scope.reader.start((listener) => live.subscribe(listener)), [scope, live]);
  useEffect(() => {
    // Both are courtesies: where they fail, the screen itself tells that the engine is away.
    client.ask('annotations.markOpened', { clipIds: [clipId] }).catch(() => undefined);
    library
      .getState()
      .workFirst([clipId])
      .catch(() => undefined);
  }, [client, library, clipId]);
  return (
    <ClipContext value={scope}>
      <Screen />
    </ClipContext>
  );
}

function Screen() {
  const { t } = useTranslation('clip');
  const navigate = useSession((state) => state.navigate);
  const failure = useClip((state) => state.failure);
  const timeline = useClip((state) => state.timeline);
  const clock = useMemo(
    () => (timeline === null ? null : createFrameClock(timeline.framesPerSecond, timeline.startTimecode)),
    [timeline],
  );
  useLength();
  useSound();
  if (failure !== null) {
    const isUnknown = failure.code === 'clip-unknown';
    return (
      <EmptyState
        icon={isUnknown ? <FileQuestion size={40} aria-hidden /> : <ServerCrash size={40} aria-hidden />}
        title={isUnknown ? t('gone.title') : failure.message}
        text={isUnknown ? t('gone.text') : failure.remedy}
      >
        <Button
          variant="primary"
          onClick={() => {
            navigate({ screen: 'library' });
          }}
        >
          {t('gone.back')}
        </Button>
      </EmptyState>
    );
  }
  return (
    <FrameClockContext value={clock}>
      <Desk />
    </FrameClockContext>
  );
}

function Desk() {
  const { clipId } = useClipScope();
  const navigate = useSession((state) => state.navigate);
  const panel = useClipView((state) => state.panel);
  const [video, setVideo] = useState<HTMLVideoElement | null>(null);
  const stage = useRef<HTMLDivElement>(null);
  const playerSource = usePlayerSource();
  const commands = useClipCommands();
  const [sidecar, setSidecar] = useState<'open' | 'closed'>('closed');
  const openSidecar = useCallback(() => {
    setSidecar('open');
  }, []);
  const menus = useClipMenus({ commands, video, openSidecar });
  const neighbours = useNeighbours(clipId);

  const toggleFullscreen = useCallback(() => {
    // Refused without a click or a key: then there is nothing to do about it.
    if (document.fullscreenElement === null) stage.current?.requestFullscreen().catch(() => undefined);
    else document.exitFullscreen().catch(() => undefined);
  }, []);
  const openNeighbour = useCallback(
    (by: 1 | -1) => {
      const neighbour = by === 1 ? neighbours.next : neighbours.previous;
      if (neighbour !== null) navigate({ screen: 'clip', clipId: neighbour });
    },
    [neighbours, navigate],
  );
  useClipKeys({ commands, toggleFullscreen, openNeighbour });

  return (
    <div className={styles['screen']}>
      <ClipHeader
        commands={commands}
        neighbours={neighbours}
        openNeighbour={openNeighbour}
        actions={menus.header()}
      />
      <div className={styles['middle']}>
        <ContextMenu entries={menus.picture}>
          <div ref={stage} className={styles['stage']} onDoubleClick={toggleFullscreen}>
            <Player {...playerSource} onVideo={setVideo} />
            <FullscreenBar commands={commands} stage={stage} onLeave={toggleFullscreen} />
          </div>
        </ContextMenu>
        {panel === 'open' && <ClipPanel commands={commands} />}
      </div>
      <TransportBar commands={commands} source={playerSource.source} onFullscreen={toggleFullscreen} />
      <ContextMenu entries={menus.timeline}>
        <div className={styles['timeline']}>
          <Timeline />
        </div>
      </ContextMenu>
      <SidecarDialog
        isOpen={sidecar === 'open'}
        onClose={() => {
          setSidecar('closed');
        }}
      />
    </div>
  );
}

/** Position and scale need to know how long the clip is. */
function useLength(): void {
  const { transport, view } = useClipScope();
  const durationSec = useClip((state) => state.timeline?.durationSec ?? null);
  const framesPerSecond = useClip((state) => state.timeline?.framesPerSecond ?? null);
  useEffect(() => {
    if (durationSec === null) return;
    transport.setLength({ durationSec, framesPerSecond });
    view.setClip(durationSec, framesPerSecond);
  }, [transport, view, durationSec, framesPerSecond]);
}

function useSound(): void {
  const { transport } = useClipScope();
  const volume = useClipView((state) => state.volume);
  const sound = useClipView((state) => state.sound);
  useEffect(() => {
    transport.setSound({ volume, sound });
  }, [transport, volume, sound]);
}
