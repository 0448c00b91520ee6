import { useEffect, useRef } from 'react';
import { useSession } from '../stores/use-stores.ts';

/** The element that holds the screens. */
export const contentId = 'content';

/**
 * A screen that is left takes the focused element with it. The focus then goes to the new screen, so that keys and screen
 * readers go on there: to the clips where there are some, else to the screen as a whole.
 */
export function useScreenFocus(): void {
  const route = useSession((state) => state.route);
  const before = useRef(route);
  useEffect(() => {
    if (before.current === route) return;
    before.current = route;
    if (document.activeElement !== null && document.activeElement !== document.body) return;
    const content = document.getElementById(contentId);
    const clips = content?.querySelector<HTMLElement>('[role=grid]');
    (clips ?? content)?.focus({ preventScroll: true });
  }, [route]);
}
