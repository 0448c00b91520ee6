import { describe, expect, it } from 'vitest';
import type { CommandName } from '../../../src-preload/contract/commands.ts';
import { AppError, exitCodes } from '../../../src-preload/contract/errors.ts';
import { runCli } from './run-cli.ts';
import type { ClosableTarget, Targets } from './session.ts';
import type { Terminal } from './terminal.ts';
import type { ElectronOutcome, WindowHosts } from './window-hosts.ts';

interface Run {
  readonly exitCode: number;
  readonly result: string;
  readonly notes: string;
  /** What was opened and asked, in order. */
  readonly asked: readonly unknown[];
}

/** Answers of the engine by command; the words are real, the engine is not needed to see what they come to. */
type Answers = Partial<Record<CommandName, unknown>>;

interface Desktop {
  readonly electron?: ElectronOutcome;
  readonly input?: 'open' | 'empty' | 'ending';
}

const withoutFunctions = (request: object): unknown => JSON.parse(JSON.stringify(request));

/** Windows that note what they are asked for, and are closed again as soon as they have been shown. */
function windowsThat(desktop: Desktop, asked: unknown[], stop: AbortController): WindowHosts {
  return {
    serve: (request) => {
      asked.push(['serve', withoutFunctions(request)]);
      // After it was shown: that takes no turn of the event loop.
      if (desktop.input === undefined) setImmediate(() => stop.abort());
      return Promise.resolve({
        address: 'http://127.0.0.1:1/open/token',
        ticketAddress: () => 'http://127.0.0.1:1/open/ticket',
        close: () => Promise.resolve(void asked.push('closed')),
      });
    },
    runElectron: (request) => {
      asked.push(['electron', request]);
      return Promise.resolve(desktop.electron ?? { kind: 'unavailable', reason: 'no Electron' });
    },
    openBrowser: (address) => asked.push(['browser', address]),
    watchInput: () => ({
      hasEnded: desktop.input === 'empty',
      onEnd: (listener) => {
        if (desktop.input === 'ending') setImmediate(listener);
      },
    }),
    lastLibrary: () => Promise.resolve('/last.rushes'),
  };
}

async function rushes(
  words: readonly string[],
  answers: Answers = {},
  stop?: AbortSignal,
  desktop: Desktop = {},
): Promise<Run> {
  const stopping = new AbortController();
  let result = '';
  let notes = '';
  const asked: unknown[] = [];
  const terminal: Terminal = {
    writeResult: (text) => {
      result += text;
    },
    writeNote: (text) => {
      notes += text;
    },
    resultIsTerminal: false,
    notesAreTerminal: false,
    resultColumns: null,
    noteColumns: null,
    style: (_style, text) => text,
  };
  const target: ClosableTarget = {
    run: (name, request) => {
      if (name !== 'library.status') asked.push([name, request]);
      const answer = answers[name];
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    },
    close: () => Promise.resolve(),
  };
  const open = (what: unknown) => {
    asked.push(what);
    return Promise.resolve(target);
  };
  const targets: Targets = {
    openHost: () => open('host'),
    openReader: (library, ifMissing) => open(['reader', library, ifMissing]),
    openEngine: ({ libraryPath, workers }) => open(['engine', libraryPath, workers]),
  };
  const exitCode = await runCli(words, {
    terminal,
    targets,
    windows: windowsThat(desktop, asked, stopping),
    environment: { RUSHES_LIBRARY: '/lib.rushes' },
    workingFolder: '/home/u',
    version: '1.2.3',
    signal: stop ?? stopping.signal,
  });
  return { exitCode, result, notes, asked };
}

const ingested = (failed: number) => ({
  library: '/lib.rushes',
  clips: [],
  summary: { found: 2, new: 2 - failed, unchanged: 0, failed, stagesRun: 3, stagesReused: 0, wallSec: 1.5 },
});
const emptyList = { library: '/lib.rushes', total: 0, clips: [] };

describe('the words of the command line', () => {
  it('become requests, with paths made absolute', async () => {
    const { asked } = await rushes(
      [
        'ingest',
        'clips',
        '/abs',
        '--profile',
        'fast',
        '--workers',
        '3',
        '--pattern',
        '*.mov',
        '--no-recursive',
        '--library',
        'other',
      ],
      { 'library.ingest': ingested(0) },
    );
    expect(asked).toEqual([
      ['engine', '/home/u/other', 3],
      [
        'library.ingest',
        { paths: ['/home/u/clips', '/abs'], profile: 'fast', recursive: false, pattern: '*.mov' },
      ],
    ]);
  });

  it('ask a dry run of a reader, that may do without a library', async () => {
    const { asked, exitCode } = await rushes(['ingest', 'clips', '--dry-run'], {
      'library.preview': ingested(0),
    });
    expect(asked).toEqual([
      ['reader', '/lib.rushes', 'empty'],
      ['library.preview', { paths: ['/home/u/clips'], recursive: true, pattern: null }],
    ]);
    expect(exitCode).toBe(exitCodes.success);
  });

  it.each([
    [['list'], ['reader', '/lib.rushes', 'refuse'], ['library.list', { limit: null, offset: 0 }]],
    [
      ['info', 'a.mp4', '--manifest'],
      ['reader', '/lib.rushes', 'refuse'],
      ['clip.info', { clip: 'a.mp4', relativeTo: '/home/u', manifest: true, understood: 'told' }],
    ],
    [
      ['monitor', '--clip', 'ab'],
      ['reader', '/lib.rushes', 'refuse'],
      ['events.read', { clip: 'ab', relativeTo: '/home/u', afterSequence: null, limit: 100 }],
    ],
    [['stages'], 'host', ['stages.list', {}]],
    [['doctor'], 'host', ['system.doctor', { libraryPath: '/lib.rushes' }]],
    [
      ['run-stage', 'scenes', 'ab'],
      ['engine', '/lib.rushes', null],
      ['clip.runStage', { stage: 'scenes', clip: 'ab', relativeTo: '/home/u' }],
    ],
    [['stats'], ['reader', '/lib.rushes', 'refuse'], ['library.stats', {}]],
    [
      ['failures'],
      ['reader', '/lib.rushes', 'refuse'],
      ['failures.list', { clip: null, relativeTo: '/home/u' }],
    ],
    [
      ['failures', 'ab', '--retry'],
      ['engine', '/lib.rushes', null],
      ['failures.retry', { clip: 'ab', relativeTo: '/home/u' }],
    ],
    [['duplicates'], ['reader', '/lib.rushes', 'refuse'], ['library.duplicates', {}]],
    [
      ['backup', 'b.sqlite'],
      ['reader', '/lib.rushes', 'refuse'],
      ['library.backup', { target: '/home/u/b.sqlite' }],
    ],
    [
      ['verify', '--no-hashes'],
      ['reader', '/lib.rushes', 'refuse'],
      ['library.verify', { hashes: false }],
    ],
  ])('%j opens no more than it needs', async (words, opened, request) => {
    expect((await rushes(words)).asked).toEqual([opened, request]);
  });
});

const served = {
  libraryPath: '/lib.rushes',
  command: 'rushes serve',
  workers: null,
  host: '127.0.0.1',
  port: 'usual',
  names: [],
  roots: null,
  mostUploadBytes: 64 * 1024 ** 3,
  paths: [],
};
const started = { ...served, command: 'rushes start', libraryPath: '/last.rushes' };
const browser = ['browser', 'http://127.0.0.1:1/open/ticket'];

describe('windows', () => {
  it('are served on this machine, shown, and closed in order', async () => {
    const { exitCode, result, notes, asked } = await rushes(['serve']);
    expect([exitCode, result, notes]).toEqual([0, 'Rushes is open at http://127.0.0.1:1/open/token\n', '']);
    expect(asked).toEqual([['serve', served], browser, 'closed']);
  });

  it('are not shown where that is not wanted', async () => {
    expect((await rushes(['serve', '--no-open'])).asked).toEqual([['serve', served], 'closed']);
    const { result, asked } = await rushes(['serve', '--json']);
    expect(JSON.parse(result)).toEqual({ address: 'http://127.0.0.1:1/open/token' });
    expect(asked).toEqual([['serve', served], 'closed']);
  });

  it('look where they are told to', async () => {
    const words = [
      'serve',
      '--root',
      'a',
      '--root',
      '/b',
      '--port',
      '0',
      '--most-upload',
      '3m',
      '--workers',
      '2',
    ];
    expect((await rushes(words)).asked[0]).toEqual([
      'serve',
      { ...served, roots: ['/home/u/a', '/b'], port: 0, mostUploadBytes: 3 * 1024 ** 2, workers: 2 },
    ]);
  });

  it('are served to others only where that is allowed', async () => {
    const network = ['serve', '--allow-network', '--host'];
    expect((await rushes([...network, '0.0.0.0', '--name', 'nas.local'])).asked[0]).toEqual([
      'serve',
      { ...served, host: '0.0.0.0', names: ['nas.local'] },
    ]);
    expect((await rushes([...network, '192.0.2.7'])).asked[0]).toEqual([
      'serve',
      { ...served, host: '192.0.2.7', names: ['192.0.2.7'] },
    ]);
    expect((await rushes(['serve', '--host', '127.0.0.2'])).asked[0]).toEqual([
      'serve',
      { ...served, host: '127.0.0.2', names: ['127.0.0.2'] },
    ]);
    expect((await rushes(['serve', '--host', '::1'])).asked[0]).toEqual([
      'serve',
      { ...served, host: '::1' },
    ]);
  });

  it("are Electron's where it is there", async () => {
    const ran = { electron: { kind: 'ran' } } as const;
    const { exitCode, asked, result } = await rushes(['start', 'clips'], {}, undefined, ran);
    expect([exitCode, result]).toEqual([0, '']);
    expect(asked).toEqual([['electron', { libraryPath: null, paths: ['/home/u/clips'] }]]);
    const named = await rushes(['start', '--library', 'x'], {}, undefined, ran);
    expect(named.asked).toEqual([['electron', { libraryPath: '/home/u/x', paths: [] }]]);
  });

  it("are the browser's where it is not, with one line that says so", async () => {
    const { asked, notes } = await rushes(['start', 'clips']);
    expect(asked).toEqual([
      ['electron', { libraryPath: null, paths: ['/home/u/clips'] }],
      ['serve', { ...started, paths: ['/home/u/clips'] }],
      browser,
      'closed',
    ]);
    expect(notes).toBe('rushes: no Electron; the window opens in a browser instead\n');
  });

  it("are the browser's where its options are given", async () => {
    const { asked, notes } = await rushes(['start', '--no-open', '--port', '0', '--library', 'x']);
    expect(asked).toEqual([['serve', { ...started, port: 0, libraryPath: '/home/u/x' }], 'closed']);
    expect(notes).toBe('');
  });

  it('close when whoever started them is gone, but not because nobody was there', async () => {
    const ending = await rushes(['start', '--no-open'], {}, undefined, { input: 'ending' });
    expect([ending.exitCode, ending.asked.at(-1)]).toEqual([0, 'closed']);
    const stop = new AbortController();
    const empty = rushes(['start', '--no-open'], {}, stop.signal, { input: 'empty' });
    const first = await Promise.race([
      empty.then(() => 'closed'),
      new Promise((later) => setTimeout(later, 50, 'open')),
    ]);
    expect(first).toBe('open');
    stop.abort();
    expect((await empty).asked.at(-1)).toBe('closed');
  });
});

describe('exit codes', () => {
  it.each([
    [['ingest'], 'path'],
    [['frobnicate'], 'frobnicate'],
    [['list', '--frobnicate'], 'frobnicate'],
    [['list', 'surplus'], 'too many arguments'],
    [['ingest', 'a', '--workers', '0'], '1 to 64'],
    [['ingest', 'a', '--workers', '1e1'], '1 to 64'],
    [['ingest', 'a', '--profile', 'best'], 'default, fast'],
    [['list', '--library', ''], 'names no folder'],
    [['serve', '--port', '70000'], '0 to 65535'],
    [['serve', '--most-upload', 'much'], '500M'],
    [['serve', '--most-upload', '0G'], '500M'],
    [['serve', '--host', '0.0.0.0'], '--allow-network'],
    [['serve', '--host', '192.0.2.7'], '--allow-network'],
    [['serve', '--host', '127.0.0.1.example'], '--allow-network'],
    [['serve', '--host', '::', '--allow-network'], '--name'],
  ])('2 for %j, which opens nothing', async (words, reason) => {
    const { exitCode, result, notes, asked } = await rushes(words);
    expect(exitCode).toBe(exitCodes.badArguments);
    expect(notes).toContain(reason);
    expect(notes).toMatch(/^rushes: .*\n {2}\S/);
    expect(result).toBe('');
    expect(asked).toEqual([]);
  });

  it('2 and the help for nothing at all', async () => {
    const { exitCode, notes, result } = await rushes([]);
    expect([exitCode, result]).toEqual([exitCodes.badArguments, '']);
    expect(notes).toContain('Usage: rushes');
    expect(notes).not.toContain('outputHelp');
  });

  it('0 for help and version, on standard output', async () => {
    expect(await rushes(['--version'])).toMatchObject({ exitCode: 0, result: '1.2.3\n', notes: '' });
    const help = await rushes(['help']);
    expect([help.exitCode, help.notes]).toEqual([0, '']);
    expect(help.result).toContain('Exit codes: 0 success');
    expect(help.result).not.toMatch(/^ {2}start /m);
  });

  it('4 when clips failed, with the result all the same', async () => {
    const { exitCode, result } = await rushes(['ingest', 'a'], { 'library.ingest': ingested(1) });
    expect(exitCode).toBe(exitCodes.analysis);
    expect(result).toBe('2 videos found: 1 new, 0 unchanged, 1 failed; 3 stages run, 0 reused; 1.5 s\n');
  });

  it('that of the error for what fails', async () => {
    const failing = async (error: Error) => (await rushes(['list'], { 'library.list': error })).exitCode;
    expect(await failing(new AppError('library-locked'))).toBe(1);
    expect(await failing(new AppError('clip-unknown'))).toBe(2);
    expect(await failing(new AppError('external-service'))).toBe(3);
    expect(await failing(new AppError('no-video'))).toBe(4);
    expect(await failing(new TypeError('oops'))).toBe(1);
  });

  it('1 when the user stops it', async () => {
    const stop = AbortSignal.abort(new AppError('cancelled'));
    const { exitCode, notes, asked } = await rushes(['list'], { 'library.list': emptyList }, stop);
    expect([exitCode, asked]).toEqual([exitCodes.failure, []]);
    expect(notes).toContain('Cancelled');
  });
});

describe('--json', () => {
  it('prints one document and nothing else', async () => {
    const { result, notes } = await rushes(['list', '--json'], { 'library.list': emptyList });
    expect([JSON.parse(result), notes]).toEqual([emptyList, '']);
  });

  it('prints failures as a document too', async () => {
    const failed = await rushes(['list', '--json'], {
      'library.list': new AppError('library-locked', { file: '/l' }),
    });
    expect(JSON.parse(failed.result)).toMatchObject({
      error: { code: 'library-locked', facts: { file: '/l' } },
    });
    expect(failed).toMatchObject({ exitCode: 1, notes: '' });
    const misspelt = await rushes(['list', '--json', '--bogus']);
    expect(JSON.parse(misspelt.result)).toMatchObject({ error: { code: 'bad-arguments' } });
    expect(misspelt).toMatchObject({ exitCode: 2, notes: '' });
  });
});

describe('what people see', () => {
  it('has each failure on one line with its remedy below, whatever a file is called', async () => {
    const { notes } = await rushes(['info', 'x'], {
      'clip.info': new AppError('no-video', { file: '/a\nb\u001b[31m.mp4' }),
    });
    expect(notes).toBe(
      'rushes: There is no moving picture in this file: /a\\nb\\u001b[31m.mp4\n' +
        '  Rushes catalogues videos; sound files, still pictures and subtitles are left where they are.\n',
    );
  });

  it('says of an empty library what to do', async () => {
    expect((await rushes(['list'], { 'library.list': emptyList })).result).toContain(
      'rushes ingest <folder>',
    );
  });

  it('tells events in a line each', async () => {
    const at = { atMs: Date.UTC(2026, 10, 20, 8, 15) };
    const clipId = '0123456789abcdef';
    const error = new AppError('timeout', { file: '/a\nb.mp4' }).serialize();
    const job = { clipId, stage: 'scenes', attempt: 2, durationSec: 3, reason: null };
    const events = [
      { ...at, sequence: 1, type: 'clip-added', data: { clipId, path: '/a\nb.mp4' } },
      { ...at, sequence: 2, type: 'job-changed', data: { ...job, state: 'failed', error } },
      { ...at, sequence: 3, type: 'file-changed', data: { clipId: null, path: '/c.mp4', change: 'missing' } },
    ];
    const { result } = await rushes(['monitor'], { 'events.read': { events, lastSequence: 3, gap: false } });
    expect(result.split('\n')).toEqual([
      '2026-11-20 08:15:00.000  clip-added        0123456789  /a\\nb.mp4',
      '2026-11-20 08:15:00.000  job-changed       0123456789  scenes failed attempt 2 3.0 s: It took too long and was stopped: /a\\nb.mp4',
      '2026-11-20 08:15:00.000  file-changed      -           missing  /c.mp4',
      '',
    ]);
  });

  it('lists failures with cause and remedy', async () => {
    const error = new AppError('file-empty', { file: '/e.mp4' }).serialize();
    const one = {
      clipId: null,
      path: '/e.mp4',
      stage: null,
      error,
      attempt: 1,
      state: 'final',
      failedAt: null,
    };
    const two = { ...one, clipId: 'c', path: '/f.mp4', stage: 'scenes', state: 'retrying' };
    const { result } = await rushes(['failures'], {
      'failures.list': { library: '/l', failures: [one, two] },
    });
    expect(result).toContain('/e.mp4\n  The file is empty: /e.mp4\n  Copy the file again from its source.\n');
    expect(result).toContain('/f.mp4  scenes (retrying)\n');
    expect(result.endsWith('\n2 failures\n')).toBe(true);
  });

  it('says of a damaged library what is damaged', async () => {
    const fine = { check: 'database', examined: 9, problems: [], problemCount: 0, severity: 'fault' };
    const broken = {
      check: 'output-files',
      examined: 200,
      problems: ['a: it is missing'],
      problemCount: 101,
      severity: 'fault',
    };
    const { result, exitCode } = await rushes(['verify'], {
      'library.verify': { library: '/l', sound: false, checks: [fine, broken] },
    });
    expect(exitCode).toBe(exitCodes.failure);
    expect(result).toBe(
      'ok      database        9 examined\nDAMAGED output-files    200 examined\n  a: it is missing\n  and 100 more\nThe library is damaged.\n',
    );
  });
});
