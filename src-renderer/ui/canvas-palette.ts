/**
 * The design tokens as colours that a canvas takes. Tokens that differ by theme are expressions to a stylesheet, so the
 * browser is asked what they come to.
 */
import { useEffect, useState } from 'react';

const tokens = {
  surface0: '--surface-0',
  surface1: '--surface-1',
  surface2: '--surface-2',
  surface3: '--surface-3',
  surface4: '--surface-4',
  line: '--line',
  lineStrong: '--line-strong',
  text1: '--text-1',
  text2: '--text-2',
  text3: '--text-3',
  accent: '--accent',
  accentSoft: '--accent-soft',
  danger: '--danger',
  good: '--good',
  info: '--info',
  speech: '--kind-speech',
  sounds: '--kind-sounds',
  text: '--kind-text',
  objects: '--kind-objects',
  faces: '--kind-faces',
  hands: '--kind-hands',
  body: '--kind-body',
  labels: '--kind-labels',
} as const;

export type CanvasPalette = Readonly<Record<keyof typeof tokens, string>> & { readonly font: string };

/** @param scheme 'dark' for what lies on pictures: their colours are those of the dark theme, whatever the window's is */
export function readPalette(scheme: 'window' | 'dark' = 'window'): CanvasPalette {
  const probe = document.createElement('span');
  if (scheme === 'dark') probe.style.colorScheme = 'dark';
  document.body.append(probe);
  const read = ([name, token]: [string, string]): [string, string] => {
    probe.style.color = `var(${token})`;
    return [name, getComputedStyle(probe).color];
  };
  const colours = Object.fromEntries(Object.entries(tokens).map(read)) as Record<keyof typeof tokens, string>;
  const font = getComputedStyle(probe).fontFamily;
  probe.remove();
  return { ...colours, font };
}

/** Follows the theme, be it the system's or the window's own. */
export function useCanvasPalette(): CanvasPalette {
  const [palette, setPalette] = useState(() => readPalette());
  useEffect(
    () =>
      watchTheme(() => {
        setPalette(readPalette());
      }),
    [],
  );
  return palette;
}

function watchTheme(onChange: () => void): () => void {
  const system = window.matchMedia('(prefers-color-scheme: dark)');
  system.addEventListener('change', onChange);
  const own = new MutationObserver(onChange);
  own.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  return () => {
    system.removeEventListener('change', onChange);
    own.disconnect();
  };
}
