/** A canvas along the clip's time: as sharp as the screen is, drawn again when what it shows has changed. */
import { useEffect, useRef } from 'react';
import { useClipScope } from '../clip-context.ts';
import type { TimeScale } from './time-scale.ts';
import styles from './timeline.module.css';

interface TimeCanvasProps {
  readonly heightPx: number;
  /** Keep it the same for as long as it draws the same. Coordinates are CSS pixels. */
  readonly draw: (context: CanvasRenderingContext2D, scale: TimeScale) => void;
}

export function TimeCanvas({ heightPx, draw }: TimeCanvasProps) {
  const { view } = useClipScope();
  const ref = useRef<HTMLCanvasElement>(null);

  useEffect(() => {
    let request: number | null = null;
    const paint = (): void => {
      request = null;
      const canvas = ref.current;
      const { scale } = view.store.getState();
      const context = canvas?.getContext('2d');
      if (canvas === null || context === null || context === undefined || scale === null) return;
      fit(canvas, scale.widthPx, heightPx);
      context.clearRect(0, 0, scale.widthPx, heightPx);
      draw(context, scale);
    };
    const paintSoon = (): void => {
      request ??= window.requestAnimationFrame(paint);
    };
    paintSoon();
    const unsubscribe = view.store.subscribe((state, before) => {
      if (state.scale !== before.scale) paintSoon();
    });
    const unwatch = watchResolution(paintSoon);
    return () => {
      unsubscribe();
      unwatch();
      if (request !== null) window.cancelAnimationFrame(request);
    };
  }, [view, draw, heightPx]);

  return <canvas ref={ref} className={styles['canvas']} style={{ height: heightPx }} aria-hidden />;
}

function fit(canvas: HTMLCanvasElement, widthPx: number, heightPx: number): void {
  const ratio = window.devicePixelRatio;
  const [width, height] = [Math.round(widthPx * ratio), Math.round(heightPx * ratio)];
  // Setting it, even to the same, empties the canvas.
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  canvas.style.width = `${String(widthPx)}px`;
  canvas.getContext('2d')?.setTransform(ratio, 0, 0, ratio, 0, 0);
}

/** Windows move to other screens, people zoom, and fonts come when they are first needed. */
function watchResolution(onChange: () => void): () => void {
  window.addEventListener('resize', onChange);
  document.fonts.addEventListener('loadingdone', onChange);
  return () => {
    window.removeEventListener('resize', onChange);
    document.fonts.removeEventListener('loadingdone', onChange);
  };
}
