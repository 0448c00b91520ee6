/**
 * Browser tests, run by `npm test` and `npm run e2e`, which pass on the browser to use. For a trace of what happened:
 * `npm run e2e -- --trace on`, then `npx playwright show-trace` with the file that it names.
 */
import { join } from 'node:path';
import { defineConfig } from '@playwright/test';

const resultsFolder = join(import.meta.dirname, '..', 'out', 'e2e');
const chromium = process.env['RUSHES_CHROMIUM'];

export default defineConfig({
  testDir: import.meta.dirname,
  outputDir: join(resultsFolder, 'results'),
  // Engines, ffmpeg and a browser keep a machine busy. A test that only works the second time doesn't work.
  workers: 1,
  // Pictures are taken when somebody says where they are to go.
  testIgnore: process.env['RUSHES_SCREENSHOTS'] === undefined ? ['screenshots.spec.ts'] : [],
  // Machines that run everything at once are slow at times; what fails twice is a defect.
  retries: 1,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  forbidOnly: process.env['CI'] !== undefined,
  reporter: [['list'], ['json', { outputFile: join(resultsFolder, 'report.json') }]],
  use: {
    browserName: 'chromium',
    viewport: { width: 1440, height: 900 },
    // What can't be clicked by then will never be.
    actionTimeout: 10_000,
    trace: 'off',
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(chromium === undefined ? {} : { executablePath: chromium }),
      args: [
        '--headless=new',
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
      ],
    },
  },
});
