import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tempDir } from '../../../tests/support/temp-dir.ts';
import { windowStateFile } from './window-state-file.ts';
import { restoredBounds, type WindowState } from './window-state.ts';

const main = { x: 0, y: 25, width: 1920, height: 1055 };
const left = { x: -1280, y: 0, width: 1280, height: 1024 };

const at = (x: number, y: number, width = 1000, height = 700): WindowState => ({
  bounds: { x, y, width, height },
  shown: 'normal',
});

describe('where a window is opened', () => {
  it('is the middle of the main display the first time, no larger than it', () => {
    expect(restoredBounds(null, [main])).toEqual({ x: null, y: null, width: 1440, height: 900 });
    expect(restoredBounds(null, [{ x: 0, y: 0, width: 1024, height: 700 }])).toMatchObject({
      width: 1024,
      height: 700,
    });
  });

  it('is where it was, on whichever display that is', () => {
    expect(restoredBounds(at(100, 200), [main])).toEqual({ x: 100, y: 200, width: 1000, height: 700 });
    expect(restoredBounds(at(-1200, 10), [main, left])).toMatchObject({ x: -1200, y: 10 });
  });

  it('is the middle again where its display is gone', () => {
    for (const lost of [
      at(-1200, 10),
      at(5000, 0),
      at(100, 2000),
      at(100, -500),
      at(-950, 100),
      at(1880, 100),
    ])
      expect(restoredBounds(lost, [main])).toEqual({ x: null, y: null, width: 1000, height: 700 });
  });

  it('leaves its upper edge to be taken hold of', () => {
    expect(restoredBounds(at(100, 0), [main])).toMatchObject({ y: 25 });
  });

  it('is cut to a display that has become smaller', () => {
    expect(restoredBounds(at(200, 100, 3000, 2000), [main])).toEqual({
      x: 0,
      y: 25,
      width: 1920,
      height: 1055,
    });
  });

  it('is something sensible where there is no display at all', () => {
    expect(restoredBounds(at(10, 10), [])).toMatchObject({ x: null, y: null });
  });
});

describe('the file of it', () => {
  it('gives back what was written, in a folder that is made for it', async () => {
    const file = windowStateFile(join(await tempDir(), 'deep', 'er'));
    expect(file.read()).toBeNull();
    file.write(at(1, 2));
    expect(file.read()).toEqual(at(1, 2));
  });

  it.each([
    '',
    '{',
    '[]',
    '{"bounds":{"x":1e99,"y":0,"width":1,"height":1},"shown":"normal"}',
    '{"shown":"normal"}',
  ])('is as good as none where it reads %j', async (text) => {
    const folder = await tempDir();
    await writeFile(join(folder, 'desktop-window.json'), text);
    expect(windowStateFile(folder).read()).toBeNull();
  });

  it('that can not be written stops nobody', async () => {
    const folder = await tempDir();
    await mkdir(join(folder, 'desktop-window.json'));
    const file = windowStateFile(folder);
    file.write(at(1, 2));
    expect(file.read()).toBeNull();
  });
});
