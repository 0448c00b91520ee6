/** Which boxes lie over the picture. */
import { ScanFace } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useClipView } from '../../../stores/use-stores.ts';
import { IconButton } from '../../../ui/button.tsx';
import { Menu, type MenuEntry } from '../../../ui/menu.tsx';
import { useClip } from '../clip-context.ts';
import { layersOf } from './scene.ts';

/** Not there for clips in which nothing was found that has a place. */
export function BoxesMenu() {
  const { t } = useTranslation('understood');
  const entries = useBoxEntries();
  const boxes = useClipView((state) => state.boxes);
  if (entries.length === 0) return null;
  return (
    <Menu
      align="end"
      entries={entries}
      trigger={
        <IconButton
          label={t('boxes.menu')}
          shortcut="B"
          isPressed={boxes === 'shown'}
          icon={<ScanFace size={16} aria-hidden />}
        />
      }
    />
  );
}

export function useBoxEntries(): readonly MenuEntry[] {
  const { t } = useTranslation('understood');
  const layers = useClip((state) => state.understanding);
  const boxes = useClipView((state) => state.boxes);
  const chosen = useClipView((state) => state.layers);
  const change = useClipView((state) => state.change);
  const there = layersOf(layers);
  if (there.length === 0) return [];
  return [
    {
      kind: 'check',
      label: t('boxes.all'),
      isChecked: boxes === 'shown',
      onToggle: (isOn) => {
        change({ boxes: isOn ? 'shown' : 'hidden' });
      },
    },
    { kind: 'separator' },
    ...there.map((layer) => ({
      kind: 'check' as const,
      label: t(`boxes.layers.${layer}`),
      isChecked: (chosen[layer] ?? 'shown') === 'shown',
      onToggle: (isOn: boolean) => {
        // Whoever asks for one of them wants to see it.
        change({
          layers: { ...chosen, [layer]: isOn ? 'shown' : 'hidden' },
          ...(isOn ? { boxes: 'shown' } : {}),
        });
      },
    })),
  ];
}
