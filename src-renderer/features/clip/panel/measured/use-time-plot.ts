import { useCallback, useMemo } from 'react';
import { formatDuration } from '../../../../ui/format.ts';
import { useClipScope } from '../../clip-context.ts';

/** Round times, not round numbers. */
const timeStepsSec = [0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400];

/** What all plots along the time share: the playhead on them, and that a click goes there. */
export function useTimePlot(durationSec: number) {
  const { transport, view } = useClipScope();
  const follow = useCallback(
    (tell: (x: number) => void) => {
      tell(transport.store.getState().timeSec);
      return transport.store.subscribe(({ timeSec }, before) => {
        if (timeSec !== before.timeSec) tell(timeSec);
      });
    },
    [transport],
  );
  const onChoose = useCallback(
    (timeSec: number) => {
      transport.seek(timeSec);
      view.show(timeSec);
    },
    [transport, view],
  );
  const xRange = useMemo(() => [0, Math.max(0.1, durationSec)] as const, [durationSec]);
  const decimals = durationSec < 10 ? 1 : 0;
  const xText = useCallback((timeSec: number) => formatDuration(timeSec, decimals), [decimals]);
  return { follow, onChoose, xRange, xText, xSteps: timeStepsSec };
}
