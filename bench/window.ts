/**
 * The window on a library of 100,000 clips, in a browser without a graphics processor: how soon it shows clips, how evenly
 * it scrolls, how much memory its page takes, how soon a picture follows the pointer.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { makeLargeLibrary } from '../tests/support/large-library.ts';
import { milliseconds, quantile } from './support/quantile.ts';
import { largestPageBytes } from './support/renderer-memory.ts';
import { figure, heading, megabytes, ratio, seconds } from './support/report.ts';
import { type BenchHost, startBenchHost, startBrowser } from './support/web-host.ts';

const clips = 100_000;
const firstScreenBarSec = 1.5;
const frameBarMs = 17;
const memoryBarMb = 300;
const scrubBarMs = 50;
const scrollMs = 8_000;
const opens = 5;

export async function benchWindow(): Promise<void> {
  heading(`The window on ${String(clips)} clips`);
  const browser = await startBrowser();
  if (browser === null) {
    console.log('  not run: no Chromium here (RUSHES_CHROMIUM says where it is)');
    return;
  }
  const folder = await mkdtemp(join(tmpdir(), 'rushes-bench-'));
  try {
    const library = join(folder, 'large.rushes');
    await makeLargeLibrary(library, { clips });
    const host = await startBenchHost(library, [folder], folder);
    try {
      figure('host started, address named', seconds(host.startedAfterMs / 1000));
      await benchOpening(browser, host);
      await benchUse(browser, host);
    } finally {
      await host.stop();
    }
  } finally {
    await browser.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** The first time a page is opened, and what it costs once the browser has the scripts. */
async function benchOpening(browser: Browser, host: BenchHost): Promise<void> {
  const times: number[] = [];
  for (let turn = 0; turn < opens; turn += 1) {
    const page = await newPage(browser);
    const began = performance.now();
    await page.goto(host.address);
    await firstScreen(page);
    times.push((performance.now() - began) / 1000);
    await page.context().close();
  }
  const slowest = Math.max(...times);
  const bar = { value: slowest, at: 'most', bar: firstScreenBarSec } as const;
  figure(`first screen with its pictures, slowest of ${String(opens)}`, seconds(slowest), bar);
  figure('  the quickest', seconds(Math.min(...times)));
}

async function benchUse(browser: Browser, host: BenchHost): Promise<void> {
  const page = await newPage(browser);
  await page.goto('about:blank');
  const empty = await framesWhile(page, () => page.waitForTimeout(scrollMs / 4));
  await page.goto(host.address);
  await firstScreen(page);
  await benchScrub(page);
  for (const [name, pixels] of [
    ['scrolling at reading pace', 12],
    ['scrolling fast', 120],
  ] as const) {
    const frames = await framesWhile(page, () => scroll(page, pixels));
    const p95 = quantile(frames, 0.95);
    figure(`${name}: 95 % of ${String(frames.length)} frames`, milliseconds(p95), {
      value: p95,
      at: 'most',
      bar: frameBarMs,
    });
    figure('  the longest', milliseconds(Math.max(...frames)));
    figure('  against an empty page', ratio(p95 / quantile(empty, 0.95)));
  }
  await benchMemory(page);
  await page.context().close();
}

/** Moves the pointer over pictures as a hand does, and waits for the picture to change each time. */
async function benchScrub(page: Page): Promise<void> {
  const cells = page.getByRole('gridcell').filter({ has: page.locator('img') });
  const [entered, followed]: [number[], number[]] = [[], []];
  for (let index = 0; index < 6; index += 1) {
    const box = await cells.nth(index).locator('[data-scrub]').boundingBox();
    if (box === null) continue;
    for (let step = 1; step <= 12; step += 1) {
      const answered = page.evaluate(scrubAnswer);
      await page.mouse.move(box.x + (box.width * step) / 13, box.y + box.height / 2);
      const tookMs = await answered;
      if (tookMs !== null) (step === 1 ? entered : followed).push(tookMs);
    }
  }
  const all = [...entered, ...followed];
  const p95 = quantile(all, 0.95);
  figure(`the picture follows the pointer: 95 % of ${String(all.length)} moves`, milliseconds(p95), {
    value: p95,
    at: 'most',
    bar: scrubBarMs,
  });
  figure('  the first move over a picture, its strip still to be had', milliseconds(Math.max(...entered)));
}

/** In the page: from the next move of the pointer until the picture under it has changed and a frame was drawn. */
function scrubAnswer(): Promise<number | null> {
  return new Promise((resolve) => {
    const giveUp = setTimeout(() => {
      observer.disconnect();
      resolve(null);
    }, 1000);
    let began = 0;
    const observer = new MutationObserver(() => {
      if (began === 0) return;
      observer.disconnect();
      clearTimeout(giveUp);
      requestAnimationFrame(() => {
        resolve(performance.now() - began);
      });
    });
    observer.observe(document.body, { subtree: true, attributes: true, attributeFilter: ['style'] });
    const onMove = (event: PointerEvent): void => {
      began = event.timeStamp;
    };
    document.addEventListener('pointermove', onMove, { capture: true, once: true });
  });
}

/** Milliseconds between frames while `deed` goes on. */
async function framesWhile(page: Page, deed: () => Promise<void>): Promise<readonly number[]> {
  await page.evaluate(() => {
    const times: number[] = [];
    const state = { isOver: false, times };
    Object.assign(window, { benchFrames: state });
    const note = (at: number): void => {
      times.push(at);
      if (!state.isOver) requestAnimationFrame(note);
    };
    requestAnimationFrame(note);
  });
  await deed();
  return page.evaluate(() => {
    const state = (window as unknown as { benchFrames: { isOver: boolean; times: number[] } }).benchFrames;
    state.isOver = true;
    return state.times.slice(1).map((at, index) => at - (state.times[index] ?? at));
  });
}

/** `pixels` a frame, for the time of the bench; driven in the page, so that the browser's own wire does not count. */
async function scroll(page: Page, pixels: number): Promise<void> {
  await page.getByRole('grid').evaluate(
    (grid, { step, forMs }) =>
      new Promise<void>((resolve) => {
        const until = performance.now() + forMs;
        const move = (): void => {
          grid.scrollTop += step;
          if (performance.now() < until) requestAnimationFrame(move);
          else resolve();
        };
        requestAnimationFrame(move);
      }),
    { step: pixels, forMs: scrollMs },
  );
}

async function benchMemory(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize, backingStorageSize = 0 } = (await session.send('Runtime.getHeapUsage')) as {
    readonly usedSize: number;
    readonly backingStorageSize?: number;
  };
  const { nodes } = await session.send('Memory.getDOMCounters');
  const bytes = largestPageBytes();
  if (bytes !== null) {
    const bar = { value: bytes / 1e6, at: 'most', bar: memoryBarMb } as const;
    figure("memory of the page's process after all that", megabytes(bytes), bar);
  }
  figure('  of it, scripts and their data', megabytes(usedSize + backingStorageSize));
  figure('  elements in it', String(nodes));
}

async function newPage(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  return context.newPage();
}

/** Until every card that can be seen has its picture, or has none to show. */
async function firstScreen(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const cells = [...document.querySelectorAll('[role=gridcell]')];
    const pictures = cells.flatMap((cell) => [...cell.querySelectorAll('img')]);
    return (
      cells.length > 8 &&
      cells.every((cell) => cell.getAttribute('aria-busy') !== 'true') &&
      pictures.length > 8 &&
      pictures.filter((picture) => picture.complete && picture.naturalWidth > 0).length >=
        pictures.length * 0.9
    );
  });
}
