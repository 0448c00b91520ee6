import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type CommandName, commands, isCommandName } from './commands.ts';

const names = Object.keys(commands) as CommandName[];

describe('the contract', () => {
  /** What hosts of other versions rely on. A change here is a change of the contract: look at it twice. */
  it.each(names)('%s has the shape of its golden', async (name) => {
    const { access, request, response } = commands[name];
    const shape = {
      access,
      request: z.toJSONSchema(request, { io: 'input' }),
      response: z.toJSONSchema(response, { unrepresentable: 'any' }),
    };
    await expect(`${JSON.stringify(shape, null, 1)}\n`).toMatchFileSnapshot(`./goldens/${name}.golden`);
  });

  it('names commands by area and deed', () => {
    for (const name of names) expect(name).toMatch(/^[a-z]+\.[a-z][a-zA-Z]*$/);
    expect(isCommandName('library.list')).toBe(true);
    expect(isCommandName('toString')).toBe(false);
  });

  it('changes a library only by commands that ask for it', () => {
    const writing = names.filter((name) => commands[name].access === 'write');
    expect(writing.sort()).toEqual([
      ...['annotations.markOpened', 'annotations.set'],
      ...['clip.editWord', 'clip.importSidecar', 'clip.prepareProxy', 'clip.removeSidecar', 'clip.runStage'],
      ...['collections.import', 'collections.order', 'collections.remove', 'collections.restore'],
      ...['collections.save'],
      ...['duplicates.merge', 'failures.retry'],
      ...['library.add', 'library.ingest', 'library.makeSamples', 'library.rescan', 'library.stopScan'],
      ...['models.bench', 'models.cancel', 'models.download', 'models.export', 'models.import'],
      ...['models.info', 'models.list', 'models.pause', 'models.remove', 'models.resume'],
      ...['models.use', 'models.verify'],
      ...['scheduler.cancel', 'scheduler.pause', 'scheduler.raise', 'scheduler.resume'],
      // Embedding asks the engine's models.
      ...['search.embed', 'search.forgetRecent', 'search.reindex', 'search.remember'],
      // Reading the settings asks the running engine for its limits.
      ...['settings.read', 'settings.save', 'settings.savePlace'],
    ]);
  });
});
