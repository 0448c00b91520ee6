/** Ties the library to the window: a clip that is opened and closed, and a library that is another one. */
import type { LibraryStore } from './library-store.ts';
import type { SessionState, SessionStore } from './session-store.ts';

/** From the window's start on. Gives what ends it. */
export function followSession(library: LibraryStore, session: SessionStore): () => void {
  const firstRoute = session.getState().route;
  void library
    .getState()
    .startAnew()
    .then((openClipId) => {
      const { route } = session.getState();
      // A restart leads back to where somebody was, unless the address says otherwise, or they have gone on since.
      if (openClipId !== null && route === firstRoute && route.screen === 'library')
        session.getState().navigate({ screen: 'clip', clipId: openClipId });
      else library.getState().setOpenClip(clipOf(route));
    });
  return session.subscribe((now, before) => {
    if (now.epoch !== before.epoch) void library.getState().startAnew();
    const [open, wasOpen] = [clipOf(now.route), clipOf(before.route)];
    if (open === wasOpen) return;
    library.getState().setOpenClip(open);
    if (wasOpen !== null && now.route.screen === 'library') library.getState().returnTo(wasOpen);
  });
}

function clipOf(route: SessionState['route']): string | null {
  return route.screen === 'clip' ? route.clipId : null;
}
