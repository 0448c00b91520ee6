/** A window in the browser, and the watch over it: whatever a page complains of fails the test. */
import { type BrowserContext, expect, type Page } from '@playwright/test';
import type { RunningHost } from './host.ts';

export interface Watch {
  /** Complaints that a test brings about itself, by their text. */
  allow(...patterns: readonly RegExp[]): void;
  /** What a page did that it must not do. */
  problems(): readonly string[];
}

/** What browsers say of requests while nobody answers them. */
export const lostConnection: readonly RegExp[] = [
  /ERR_CONNECTION_REFUSED/,
  /ERR_INCOMPLETE_CHUNKED_ENCODING/,
  /ERR_CONNECTION_RESET/,
  /ERR_EMPTY_RESPONSE/,
];

export async function watchContext(context: BrowserContext): Promise<Watch> {
  const found: string[] = [];
  const allowed: RegExp[] = [];
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      console.error(`content policy: ${event.violatedDirective} refused ${event.blockedURI}`);
    });
  });
  context.on('page', (page) => {
    page.on('console', (message) => {
      if (message.type() !== 'error') return;
      found.push(`console: ${message.text()} (${message.location().url})`);
    });
    page.on('pageerror', (error) => found.push(`page error: ${error.stack ?? error.message}`));
    page.on('request', (request) => {
      const { protocol, hostname } = new URL(request.url());
      const isOwn = hostname === '127.0.0.1' || protocol === 'blob:' || protocol === 'data:';
      if (!isOwn) found.push(`request to ${request.url()}`);
    });
  });
  return {
    allow: (...patterns) => {
      allowed.push(...patterns);
    },
    problems: () => found.filter((problem) => !allowed.some((pattern) => pattern.test(problem))),
  };
}

/** Opens the address that the host shows, and waits until the window stands. */
export async function openWindow(context: BrowserContext, host: RunningHost): Promise<Page> {
  const page = await context.newPage();
  await page.goto(host.address);
  await expect(page.getByRole('navigation', { name: 'Screens' })).toBeVisible();
  return page;
}
