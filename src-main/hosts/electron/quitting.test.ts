import { describe, expect, it, vi } from 'vitest';
import { AppStandIn } from '../../../tests/support/electron-stand-in/stand-in-app.ts';
import { closeBeforeQuit } from './quitting.ts';

const asApp = (app: AppStandIn): Parameters<typeof closeBeforeQuit>[0] =>
  app as unknown as Parameters<typeof closeBeforeQuit>[0];

describe('the end of the app', () => {
  it('waits for what is being closed, once, however often somebody asks', async () => {
    const app = new AppStandIn();
    let done: () => void = () => undefined;
    const close = vi.fn(() => new Promise<void>((resolve) => (done = resolve)));
    closeBeforeQuit(asApp(app), close);
    app.quit();
    app.quit();
    expect([close.mock.calls.length, app.ended]).toEqual([1, null]);
    done();
    await vi.waitUntil(() => app.ended !== null);
    expect(app.ended).toEqual({ code: 0 });
  });

  it('does not wait for ever', async () => {
    const app = new AppStandIn();
    closeBeforeQuit(asApp(app), () => new Promise(() => undefined), 20);
    app.quit();
    await vi.waitUntil(() => app.ended !== null);
  });

  it('comes also where closing fails', async () => {
    const app = new AppStandIn();
    closeBeforeQuit(asApp(app), () => Promise.reject(new Error('no')));
    app.quit();
    await vi.waitUntil(() => app.ended !== null);
  });
});
