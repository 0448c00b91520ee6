/** What can be done with the clip, for the menu of its header and those under the right mouse button. */
import {
  Copy,
  FileInput,
  FolderOpen,
  Image,
  Pause,
  Play,
  RotateCcw,
  ScanSearch,
  Sparkles,
  Wand2,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../stores/use-stores.ts';
import type { MenuEntry } from '../../ui/menu.tsx';
import { useBoxEntries } from './boxes/boxes-menu.tsx';
import { useClip, useClipScope } from './clip-context.ts';
import { useLaneEntries } from './timeline/timeline-controls.tsx';
import type { ClipCommands } from './use-clip-commands.ts';

export interface ClipMenus {
  readonly header: () => readonly MenuEntry[];
  readonly picture: () => readonly MenuEntry[];
  readonly timeline: () => readonly MenuEntry[];
}

const separator: MenuEntry = { kind: 'separator' };

interface MenuDeeds {
  readonly commands: ClipCommands;
  /** What plays; null: nothing does. */
  readonly video: HTMLVideoElement | null;
  readonly openSidecar: () => void;
}

export function useClipMenus({ commands, video, openSidecar }: MenuDeeds): ClipMenus {
  const { t } = useTranslation(['clip', 'understood']);
  const { transport, view } = useClipScope();
  const { file, make } = useFileMenus(commands);
  const laneEntries = useLaneEntries();
  const boxEntries = useBoxEntries();
  const boxes: readonly MenuEntry[] =
    boxEntries.length === 0
      ? []
      : [{ kind: 'submenu', label: t('understood:boxes.menu'), entries: boxEntries }, separator];
  const sidecar: MenuEntry = {
    kind: 'item',
    label: t('understood:sidecar.menu'),
    icon: <FileInput size={16} aria-hidden />,
    onSelect: openSidecar,
  };

  const copying = (): readonly MenuEntry[] => [
    {
      kind: 'item',
      label: t('actions.copyTimecode'),
      icon: <Copy size={16} aria-hidden />,
      onSelect: commands.copyTimecode,
    },
    {
      kind: 'item',
      label: t('actions.copyFrame'),
      icon: <Image size={16} aria-hidden />,
      isDisabled: video === null,
      onSelect: () => {
        if (video !== null) commands.copyFrame(video);
      },
    },
  ];
  const play = (): MenuEntry => {
    const isPlaying = transport.store.getState().speed !== 0;
    return {
      kind: 'item',
      label: isPlaying ? t('transport.pause') : t('transport.play'),
      icon: isPlaying ? <Pause size={16} aria-hidden /> : <Play size={16} aria-hidden />,
      shortcut: t('transport.space'),
      isDisabled: video === null,
      onSelect: commands.toggle,
    };
  };

  const similar = useSimilarMenu(commands);

  return {
    header: () => [...similar(), ...copying(), separator, ...file(), separator, ...make(), sidecar],
    picture: () => [
      play(),
      separator,
      ...similar(),
      ...boxes,
      ...copying(),
      separator,
      ...file(),
      separator,
      ...make(),
    ],
    timeline: () => [
      play(),
      separator,
      ...similar(),
      ...copying(),
      separator,
      {
        kind: 'item',
        label: t('timeline.fit'),
        shortcut: 'Z',
        onSelect: () => {
          view.fit();
        },
      },
      { kind: 'submenu', label: t('timeline.laneMenu'), entries: laneEntries },
    ],
  };
}

/** What leads to clips that look like this one. */
function useSimilarMenu(commands: ClipCommands): () => readonly MenuEntry[] {
  const { t } = useTranslation('clip');
  return () => [
    {
      kind: 'item',
      label: t('actions.similar'),
      icon: <Sparkles size={16} aria-hidden />,
      onSelect: () => commands.similar('clip'),
    },
    {
      kind: 'item',
      label: t('actions.similarMoment'),
      icon: <ScanSearch size={16} aria-hidden />,
      onSelect: () => commands.similar('moment'),
    },
    separator,
  ];
}

/** What concerns the file, and what can be made of it. */
function useFileMenus(commands: ClipCommands) {
  const { t } = useTranslation('clip');
  const canReveal = useSession((state) => state.facts?.abilities.reveal ?? false);
  const isThere = useClip((state) => state.info?.files.some((file) => file.state === 'present') ?? false);
  const hasFailed = useClip((state) => state.info?.stages.some((stage) => stage.state === 'failed') ?? false);
  const proxy = useClip((state) => state.playback?.proxy.state ?? null);
  const file = (): readonly MenuEntry[] => [
    {
      kind: 'item',
      label: t('actions.reveal'),
      icon: <FolderOpen size={16} aria-hidden />,
      isDisabled: !canReveal || !isThere,
      onSelect: commands.reveal,
    },
    {
      kind: 'item',
      label: t('actions.copyPath'),
      icon: <Copy size={16} aria-hidden />,
      onSelect: commands.copyPath,
    },
  ];
  const make = (): readonly MenuEntry[] => [
    {
      kind: 'item',
      label: t('actions.makeProxy'),
      icon: <Wand2 size={16} aria-hidden />,
      isDisabled: !isThere || proxy === 'ready' || proxy === 'making',
      onSelect: commands.prepareProxy,
    },
    ...(hasFailed
      ? ([
          {
            kind: 'item',
            label: t('stages.retryAll'),
            icon: <RotateCcw size={16} aria-hidden />,
            onSelect: commands.retryFailures,
          },
        ] as const)
      : []),
  ];
  return { file, make };
}
