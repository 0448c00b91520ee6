/**
 * Where the clip is played: one position, whoever moves it. Buttons, keys and the timeline ask for a place or a speed here;
 * a player that is attached follows and says which frame it shows. Without one (the picture is not ready, or its disk is
 * away) the position can still be moved.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { exactFrameTime, frameAt, middleOfFrame } from '../timecode.ts';
import { watchFrames } from './frame-watch.ts';
import { shuttle, type ShuttleKey } from './shuttle.ts';

export interface TransportState {
  /** Of the frame that is shown, or is being gone to. */
  readonly timeSec: number;
  /** Signed: 0 stands still, negative goes backwards. */
  readonly speed: number;
  /** 'waiting': the player lacks data just now. */
  readonly flow: 'flowing' | 'waiting';
  /** 'fresh': nobody has played it, or gone anywhere in it, yet. */
  readonly use: 'fresh' | 'used';
}

export interface ClipLength {
  readonly durationSec: number;
  readonly framesPerSecond: number | null;
}

export interface SoundSetting {
  readonly volume: number;
  readonly sound: 'on' | 'muted';
}

/** Browsers refuse other rates with an exception. */
const [slowestRate, fastestRate] = [0.0625, 16];
/** A step where there are no frames to count. */
const usualFrameSec = 1 / 25;

export class Transport {
  readonly store: StoreApi<TransportState>;
  #length: ClipLength = { durationSec: 0, framesPerSecond: null };
  #sound: SoundSetting = { volume: 1, sound: 'on' };
  #video: HTMLVideoElement | null = null;
  /** Where to go when the player has arrived at the place before: only one seek is ever under way. */
  #nextSec: number | null = null;
  #reverseFrame: number | null = null;

  /** @param startSec where it begins: the length need not be known yet */
  constructor(startSec = 0) {
    this.store = createStore<TransportState>()(() => ({
      timeSec: startSec,
      speed: 0,
      flow: 'flowing',
      use: startSec > 0 ? 'used' : 'fresh',
    }));
  }

  get durationSec(): number {
    return this.#length.durationSec;
  }

  get frameSec(): number {
    const { framesPerSecond } = this.#length;
    return framesPerSecond === null ? usualFrameSec : 1 / framesPerSecond;
  }

  /** The time at which the last frame is shown. */
  get lastSec(): number {
    const { durationSec, framesPerSecond } = this.#length;
    if (framesPerSecond === null) return Math.max(0, durationSec - usualFrameSec);
    const frames = Math.max(1, Math.round(durationSec * framesPerSecond));
    return middleOfFrame(frames - 1, framesPerSecond);
  }

  setLength(length: ClipLength): void {
    this.#length = length;
    const { timeSec } = this.store.getState();
    if (length.durationSec > 0 && timeSec > this.lastSec) this.store.setState({ timeSec: this.lastSec });
  }

  setSound(sound: SoundSetting): void {
    this.#sound = sound;
    if (this.#video !== null) applySound(this.#video, sound);
  }

  /** Hands over to a player; it begins where the one before was. Gives what detaches it. */
  attach(video: HTMLVideoElement): () => void {
    this.#video = video;
    this.#nextSec = null;
    const abort = new AbortController();
    const on = (type: keyof HTMLMediaElementEventMap, listener: () => void): void => {
      video.addEventListener(type, listener, { signal: abort.signal });
    };
    on('loadedmetadata', () => {
      this.#begin(video);
    });
    on('seeked', () => {
      this.#arrive(video);
    });
    on('ended', () => {
      this.store.setState({ speed: 0, timeSec: this.lastSec });
    });
    // The system's media keys, or the browser itself.
    on('pause', () => {
      if (this.store.getState().speed > 0 && !video.ended) this.store.setState({ speed: 0 });
    });
    on('waiting', () => {
      this.store.setState({ flow: 'waiting' });
    });
    on('playing', () => {
      this.store.setState({ flow: 'flowing' });
    });
    applySound(video, this.#sound);
    if (video.readyState >= HTMLMediaElement.HAVE_METADATA) this.#begin(video);
    const endWatching = watchFrames(video, (mediaTimeSec) => {
      this.#showFrame(video, mediaTimeSec);
    });
    return () => {
      abort.abort();
      endWatching();
      this.#endReverse();
      if (this.#video === video) this.#video = null;
    };
  }

  /** @param speed signed; 0 stops */
  play(speed: number): void {
    const { timeSec } = this.store.getState();
    if (speed > 0 && timeSec >= this.lastSec - this.frameSec / 2) this.seek(0);
    this.store.setState(speed === 0 ? { speed } : { speed, use: 'used' });
    this.#applySpeed();
  }

  stop(): void {
    this.play(0);
  }

  toggle(rate: number): void {
    this.play(this.store.getState().speed === 0 ? rate : 0);
  }

  shuttle(key: ShuttleKey, stopKey: 'held' | 'up'): void {
    this.play(shuttle(this.store.getState().speed, key, stopKey));
  }

  seek(timeSec: number): void {
    const wanted = Math.min(Math.max(0, timeSec), this.lastSec);
    this.store.setState({ timeSec: wanted, use: 'used' });
    const video = this.#video;
    if (video === null || video.readyState < HTMLMediaElement.HAVE_METADATA) return;
    if (video.seeking) this.#nextSec = wanted;
    else video.currentTime = wanted;
  }

  /** Goes by whole frames, and stands still there. */
  step(frames: number): void {
    this.stop();
    const { framesPerSecond } = this.#length;
    const { timeSec } = this.store.getState();
    if (framesPerSecond === null) this.seek(timeSec + frames * usualFrameSec);
    else this.seek(middleOfFrame(Math.max(0, frameAt(timeSec, framesPerSecond) + frames), framesPerSecond));
  }

  #begin(video: HTMLVideoElement): void {
    const { timeSec } = this.store.getState();
    // A clip of unknown length has at least the one that the player knows.
    if (this.#length.durationSec <= 0 && Number.isFinite(video.duration))
      this.#length = { ...this.#length, durationSec: video.duration };
    if (timeSec > 0) video.currentTime = timeSec;
    this.#applySpeed();
  }

  #arrive(video: HTMLVideoElement): void {
    const wanted = this.#nextSec;
    this.#nextSec = null;
    if (wanted !== null) video.currentTime = wanted;
  }

  #showFrame(video: HTMLVideoElement, mediaTimeSec: number): void {
    // While it is on its way somewhere, the place it goes to counts.
    const { speed, timeSec } = this.store.getState();
    if (video.seeking || this.#nextSec !== null || speed < 0) return;
    const shownSec = exactFrameTime(mediaTimeSec, this.#length.framesPerSecond);
    // At rest, the frame that covers the place that was gone to may begin well before it, where frames are uneven: taking
    // its beginning would make the next step lead to the same frame again.
    if (speed > 0 || shownSec > timeSec) this.store.setState({ timeSec: shownSec });
  }

  #applySpeed(): void {
    const { speed } = this.store.getState();
    const video = this.#video;
    this.#endReverse();
    if (video === null) {
      // Nothing plays: pretending to would only confuse.
      if (speed !== 0) this.store.setState({ speed: 0 });
      return;
    }
    if (speed > 0) {
      video.playbackRate = Math.min(fastestRate, Math.max(slowestRate, speed));
      video.play().catch(() => {
        // Refused, or overtaken by a pause: either way it does not play.
        if (video.paused) this.store.setState({ speed: 0 });
      });
      return;
    }
    video.pause();
    if (speed < 0) this.#reverse(performance.now());
  }

  /** Browsers do not play backwards: one seek after the other, as fast as the player answers. */
  #reverse(beforeMs: number): void {
    this.#reverseFrame = window.requestAnimationFrame((nowMs) => {
      const { speed, timeSec } = this.store.getState();
      const wanted = Math.max(0, timeSec + (speed * (nowMs - beforeMs)) / 1000);
      this.seek(wanted);
      if (wanted === 0) this.stop();
      else this.#reverse(nowMs);
    });
  }

  #endReverse(): void {
    if (this.#reverseFrame !== null) window.cancelAnimationFrame(this.#reverseFrame);
    this.#reverseFrame = null;
  }
}

function applySound(video: HTMLVideoElement, { volume, sound }: SoundSetting): void {
  video.volume = volume;
  video.muted = sound === 'muted';
}
