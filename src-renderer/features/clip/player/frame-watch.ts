/** Tells the time of each frame as it is shown; where the browser has no such call, the position at each screen refresh. */
export function watchFrames(video: HTMLVideoElement, onFrame: (mediaTimeSec: number) => void): () => void {
  let handle = 0;
  if ('requestVideoFrameCallback' in HTMLVideoElement.prototype) {
    const next = (_now: number, { mediaTime }: VideoFrameCallbackMetadata): void => {
      onFrame(mediaTime);
      handle = video.requestVideoFrameCallback(next);
    };
    handle = video.requestVideoFrameCallback(next);
    return () => {
      video.cancelVideoFrameCallback(handle);
    };
  }
  const next = (): void => {
    if (!video.paused) onFrame(video.currentTime);
    handle = window.requestAnimationFrame(next);
  };
  handle = window.requestAnimationFrame(next);
  return () => {
    window.cancelAnimationFrame(handle);
  };
}
