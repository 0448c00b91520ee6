/** PURE: from a key to what it does on the clip screen. */
export type ClipKey =
  | { readonly kind: 'toggle' | 'stop' | 'mute' | 'fullscreen' | 'leave' | 'boxes' }
  | { readonly kind: 'start' | 'end' }
  | { readonly kind: 'shuttle'; readonly key: 'J' | 'L' }
  | { readonly kind: 'frames' | 'seconds' | 'cut'; readonly by: 1 | -1 }
  | { readonly kind: 'neighbour'; readonly by: 1 | -1 }
  | { readonly kind: 'zoom'; readonly factor: number }
  | { readonly kind: 'fit' }
  | { readonly kind: 'rate'; readonly rating: number | null };

export interface KeyPress {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
}

const zoomStep = 1.6;

const keys: Readonly<Record<string, ClipKey>> = {
  ' ': { kind: 'toggle' },
  j: { kind: 'shuttle', key: 'J' },
  k: { kind: 'stop' },
  l: { kind: 'shuttle', key: 'L' },
  ArrowLeft: { kind: 'frames', by: -1 },
  ArrowRight: { kind: 'frames', by: 1 },
  ArrowUp: { kind: 'cut', by: -1 },
  ArrowDown: { kind: 'cut', by: 1 },
  Home: { kind: 'start' },
  End: { kind: 'end' },
  PageUp: { kind: 'neighbour', by: -1 },
  PageDown: { kind: 'neighbour', by: 1 },
  m: { kind: 'mute' },
  f: { kind: 'fullscreen' },
  b: { kind: 'boxes' },
  '+': { kind: 'zoom', factor: zoomStep },
  '=': { kind: 'zoom', factor: zoomStep },
  '-': { kind: 'zoom', factor: 1 / zoomStep },
  z: { kind: 'fit' },
  Escape: { kind: 'leave' },
};

/** Keys with Ctrl, Alt or Meta belong to the window and the browser. */
export function clipKeyOf({ key, shiftKey, ctrlKey, altKey, metaKey }: KeyPress): ClipKey | null {
  if (ctrlKey || altKey || metaKey) return null;
  if (shiftKey && key === 'ArrowLeft') return { kind: 'seconds', by: -1 };
  if (shiftKey && key === 'ArrowRight') return { kind: 'seconds', by: 1 };
  if (/^[0-5]$/.test(key)) return { kind: 'rate', rating: key === '0' ? null : Number(key) };
  const name = key.length === 1 ? key.toLowerCase() : key;
  return Object.hasOwn(keys, name) ? (keys[name] ?? null) : null;
}
