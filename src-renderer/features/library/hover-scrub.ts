/**
 * Shows the moment of a clip that the pointer is at, from its filmstrip. One overlay serves all cards: it is put into the
 * picture under the pointer, and moves by writing to its style, so that nothing is drawn again by React.
 */
import type { Card } from '../../../src-preload/contract/cards.ts';
import { formatDuration } from '../../ui/format.ts';
import styles from './hover-scrub.module.css';
import { scaleInto, tileAt, tileOrigin, timeAt } from '../../ui/filmstrip.ts';

interface HoverScrubOptions {
  /** The card at a position, as `data-index` names it. */
  readonly cardAt: (index: number) => Card | undefined;
  readonly filmstripUrl: (card: Card) => string | null;
}

/** Filmstrips that were asked for; the browser's own cache keeps the others. */
const mostKept = 80;
const fetchedAtATime = 4;

export class HoverScrub {
  readonly #options: HoverScrubOptions;
  readonly #pictures = new Map<string, HTMLImageElement>();
  readonly #overlay = make('overlay');
  readonly #tile = make('tile');
  readonly #line = make('line');
  readonly #time = make('time');
  #frame: HTMLElement | null = null;
  #shownUrl: string | null = null;
  #last: PointerEvent | null = null;

  constructor(options: HoverScrubOptions) {
    this.#options = options;
    this.#overlay.setAttribute('aria-hidden', 'true');
    this.#overlay.append(this.#tile, this.#line, this.#time);
  }

  /** Listens to the pointer over `root`. Gives what ends it. */
  attach(root: HTMLElement): () => void {
    const listening = new AbortController();
    const options = { passive: true, signal: listening.signal } as const;
    root.addEventListener('pointermove', (event) => this.#follow(event), options);
    root.addEventListener('pointerleave', () => this.hide(), options);
    root.addEventListener('pointerdown', () => this.hide(), options);
    root.addEventListener('scroll', () => this.hide(), options);
    return () => {
      listening.abort();
      this.hide();
      this.#pictures.clear();
    };
  }

  hide(): void {
    this.#last = null;
    if (this.#frame === null) return;
    this.#overlay.remove();
    this.#frame = null;
    this.#shownUrl = null;
  }

  /** Fetches filmstrips before somebody wants them, a few at a time. */
  async prefetch(cards: readonly Card[], signal: AbortSignal): Promise<void> {
    const urls = cards.flatMap((card) => this.#options.filmstripUrl(card) ?? []);
    const missing = urls.filter((url) => !this.#pictures.has(url)).slice(0, mostKept);
    for (let at = 0; at < missing.length && !signal.aborted; at += fetchedAtATime) {
      const pictures = missing.slice(at, at + fetchedAtATime).map((url) => this.#pictureOf(url, 'low'));
      await Promise.all(pictures.map(loaded));
    }
  }

  #follow(event: PointerEvent): void {
    this.#last = event;
    const frame = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-scrub]') : null;
    if (frame === null || event.pointerType === 'touch' || event.buttons !== 0) {
      this.hide();
      return;
    }
    const index = Number(frame.closest<HTMLElement>('[data-index]')?.dataset['index']);
    const card = this.#options.cardAt(index);
    const url = card === undefined ? null : this.#options.filmstripUrl(card);
    if (card === undefined || url === null) {
      this.hide();
      return;
    }
    const picture = this.#pictureOf(url, 'high');
    if (picture.naturalWidth === 0) {
      if (!picture.complete) void loaded(picture).then(() => this.#again(event));
      return;
    }
    this.#draw(card, url, frame, event.clientX);
  }

  /** The picture has come; the pointer may have gone. */
  #again(event: PointerEvent): void {
    if (this.#last === event) this.#follow(event);
  }

  #draw(card: Card, url: string, frame: HTMLElement, clientX: number): void {
    const { filmstrip, durationSec } = card;
    if (filmstrip === null) return;
    const { left, width, height } = frame.getBoundingClientRect();
    if (frame !== this.#frame || url !== this.#shownUrl) {
      this.#frame = frame;
      this.#shownUrl = url;
      const { tileWidth, tileHeight } = filmstrip;
      Object.assign(this.#tile.style, {
        width: `${String(tileWidth)}px`,
        height: `${String(tileHeight)}px`,
        backgroundImage: `url("${url}")`,
        transform: `translate(-50%, -50%) scale(${String(scaleInto(filmstrip, width, height))})`,
      });
      frame.append(this.#overlay);
    }
    const fraction = Math.min(1, Math.max(0, (clientX - left) / width));
    const timeSec = timeAt(fraction, durationSec, filmstrip);
    const { xPx, yPx } = tileOrigin(tileAt(timeSec, filmstrip), filmstrip);
    this.#tile.style.backgroundPosition = `-${String(xPx)}px -${String(yPx)}px`;
    this.#line.style.transform = `translateX(${String(Math.round(fraction * (width - 2)))}px)`;
    this.#time.textContent = formatDuration(timeSec, (durationSec ?? 0) < 60 ? 1 : 0);
  }

  #pictureOf(url: string, priority: 'high' | 'low'): HTMLImageElement {
    const known = this.#pictures.get(url);
    if (known !== undefined) return known;
    const picture = new Image();
    picture.fetchPriority = priority;
    picture.decoding = 'async';
    picture.src = url;
    this.#pictures.set(url, picture);
    for (const oldest of [...this.#pictures.keys()].slice(0, Math.max(0, this.#pictures.size - mostKept)))
      this.#pictures.delete(oldest);
    return picture;
  }
}

function make(part: 'overlay' | 'tile' | 'line' | 'time'): HTMLDivElement {
  const element = document.createElement('div');
  element.className = styles[part] ?? '';
  return element;
}

/** A picture that can't be had is as good as one that is there: nobody is waiting for it. */
async function loaded(picture: HTMLImageElement): Promise<void> {
  if (picture.complete) return;
  await new Promise((resolve) => {
    picture.addEventListener('load', resolve, { once: true });
    picture.addEventListener('error', resolve, { once: true });
  });
}
