import { AudioLines, Eye, Image, MessageSquareText, ScanText } from 'lucide-react';
import type { FoundMoment } from '../../../src-preload/contract/search.ts';

const icons = {
  said: MessageSquareText,
  read: ScanText,
  sees: Eye,
  hears: AudioLines,
  picture: Image,
} as const satisfies Record<FoundMoment['lane'], unknown>;

/** In the colours that lanes have on the timeline. */
const colours = {
  said: 'var(--kind-speech)',
  read: 'var(--kind-text)',
  sees: 'var(--kind-objects)',
  hears: 'var(--kind-sounds)',
  picture: 'var(--kind-labels)',
} as const satisfies Record<FoundMoment['lane'], string>;

export function LaneIcon({
  lane,
  sizePx = 13,
}: {
  readonly lane: FoundMoment['lane'];
  readonly sizePx?: number;
}) {
  const Icon = icons[lane];
  return <Icon size={sizePx} aria-hidden style={{ color: colours[lane], flex: 'none' }} />;
}
