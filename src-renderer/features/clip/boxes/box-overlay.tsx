/** What models saw, over the picture and in step with it. */
import { useEffect, useMemo, useRef } from 'react';
import type { ClipUnderstanding } from '../../../../src-preload/contract/commands/clip-understanding.ts';
import { boxLayers, isLayerShown } from '../../../stores/clip-view-store.ts';
import { useClipView } from '../../../stores/use-stores.ts';
import { readPalette } from '../../../ui/canvas-palette.ts';
import { useClip } from '../clip-context.ts';
import { watchFrames } from '../player/frame-watch.ts';
import { type LabelWords, useLabelWords } from '../understood/label-words.ts';
import styles from './box-overlay.module.css';
import { pictureArea } from './picture-place.ts';
import { layersOf, sceneAt, type ShownLayers } from './scene.ts';
import { drawScene } from './scene-drawing.ts';

export function BoxOverlay({ video }: { readonly video: HTMLVideoElement }) {
  const understanding = useClip((state) => state.understanding);
  const boxes = useClipView((state) => state.boxes);
  const layers = useClipView((state) => state.layers);
  const words = useLabelWords();
  const shown = useMemo(
    () => new Set(boxLayers.filter((layer) => isLayerShown({ boxes, layers }, layer))),
    [boxes, layers],
  );
  const isWanted = layersOf(understanding).some((layer) => shown.has(layer));
  if (understanding === null || !isWanted) return null;
  return <Canvas video={video} understanding={understanding} shown={shown} words={words} />;
}

interface CanvasProps {
  readonly video: HTMLVideoElement;
  readonly understanding: ClipUnderstanding;
  readonly shown: ShownLayers;
  readonly words: LabelWords;
}

function Canvas({ video, understanding, shown, words }: CanvasProps) {
  const ref = useRef<HTMLCanvasElement>(null);
  const time = useRef(video.currentTime);
  useEffect(() => {
    const canvas = ref.current;
    const context = canvas?.getContext('2d');
    if (canvas === null || context === null || context === undefined) return;
    const palette = readPalette('dark');
    const paint = (): void => {
      const { clientWidth: width, clientHeight: height } = canvas;
      const ratio = window.devicePixelRatio;
      canvas.width = Math.round(width * ratio);
      canvas.height = Math.round(height * ratio);
      if (video.videoWidth === 0) return;
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      // What the player shows is turned upright and has square pixels; boxes are fractions of just that.
      const picture = pictureArea({ width, height }, { width: video.videoWidth, height: video.videoHeight });
      const scene = sceneAt(understanding, time.current, shown, words);
      drawScene(scene, { context, picture, palette, percent: words.percent });
    };
    const showFrame = (timeSec: number): void => {
      time.current = timeSec;
      paint();
    };
    const endWatching = watchFrames(video, showFrame);
    const abort = new AbortController();
    const { signal } = abort;
    // Browsers without a call for each frame say at least when they have arrived.
    if (!('requestVideoFrameCallback' in HTMLVideoElement.prototype))
      video.addEventListener(
        'seeked',
        () => {
          showFrame(video.currentTime);
        },
        { signal },
      );
    video.addEventListener('resize', paint, { signal });
    const observer = new ResizeObserver(paint);
    observer.observe(canvas);
    return () => {
      endWatching();
      abort.abort();
      observer.disconnect();
    };
  }, [video, understanding, shown, words]);
  return <canvas ref={ref} className={styles['overlay']} aria-hidden data-testid="boxes" />;
}
