import { beforeEach, describe, expect, it } from 'vitest';
import type { CommandName } from '../../../src-preload/contract/commands.ts';
import { AppError, exitCodes } from '../../../src-preload/contract/errors.ts';
import type { PackState } from '../../../src-preload/contract/model-packs.ts';
import type { Confirm } from './confirm.ts';
import { runCli } from './run-cli.ts';

const eyes: PackState = {
  id: 'eyes',
  title: 'Eyes',
  tasks: [{ task: 'objects', model: 'eyes' }],
  unlocks: 'Sees things.',
  licence: { name: 'MIT', address: 'https://example.org/licence' },
  languages: [],
  memoryBytes: 80_000_000,
  speedClass: 'fast',
  engine: 'onnx',
  project: 'https://example.org/eyes',
  state: 'available',
  receivedBytes: 0,
  totalBytes: null,
  error: null,
  source: 'pinned-files',
  downloadBytes: 3_660_092,
  diskBytes: 0,
  revision: null,
  installedAt: null,
  files: [{ path: 'eyes.onnx', bytes: 3_660_092, sha256: 'a'.repeat(64) }],
  inUseFor: [],
  chosenFor: [],
  speed: null,
  verdicts: [],
};
const installed: PackState = {
  ...eyes,
  state: 'installed',
  diskBytes: 3_661_000,
  inUseFor: ['objects'],
  speed: { msPerRun: 12.34, xRealtime: null },
};

let asked: [CommandName, unknown][];

beforeEach(() => {
  asked = [];
});

async function rushes(
  words: readonly string[],
  answers: Partial<Record<CommandName, unknown>>,
  confirm?: Confirm,
) {
  let result = '';
  let notes = '';
  const target = {
    run: (name: CommandName, request: unknown) => {
      asked.push([name, request]);
      const answer = answers[name];
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    },
    close: () => Promise.resolve(),
  };
  const refuse = () => Promise.reject(new Error('not to be opened'));
  const exitCode = await runCli(words, {
    terminal: {
      writeResult: (text) => (result += text),
      writeNote: (text) => (notes += text),
      resultIsTerminal: false,
      notesAreTerminal: false,
      resultColumns: null,
      noteColumns: null,
      style: (_style, text) => text,
    },
    targets: { openHost: refuse, openReader: refuse, openEngine: () => Promise.resolve(target) },
    windows: {
      serve: refuse,
      runElectron: refuse,
      openBrowser: () => undefined,
      watchInput: () => ({ hasEnded: false, onEnd: () => undefined }),
      lastLibrary: refuse,
    },
    environment: { RUSHES_LIBRARY: '/lib.rushes' },
    workingFolder: '/home/u',
    version: '1.2.3',
    signal: new AbortController().signal,
    ...(confirm === undefined ? {} : { confirm }),
  });
  return { exitCode, result, notes };
}

const download = { 'models.info': { pack: eyes }, 'models.download': { pack: installed } };
const downloads = (): unknown[] => asked.filter(([name]) => name === 'models.download');

describe('rushes models download', () => {
  it('shows the licence and asks for a yes where somebody is there', async () => {
    const questions: string[] = [];
    const yes: Confirm = (question) => Promise.resolve(questions.push(question) > 0);
    const { exitCode, result, notes } = await rushes(['models', 'download', 'eyes'], download, yes);
    expect([exitCode, result]).toEqual([0, 'eyes is installed (3.7 MB)\n']);
    expect(notes).toContain('licence of the weights: MIT  https://example.org/licence');
    expect(questions).toEqual(['Accept the licence and download it?']);
    expect(downloads()).toEqual([
      ['models.download', { packId: 'eyes', acceptLicence: true, mirror: null, until: 'finished' }],
    ]);
  });

  it.each<[string, readonly string[], Confirm | undefined]>([
    ['nobody is there', [], undefined],
    ['the answer is no', [], () => Promise.resolve(false)],
    ['a program asks', ['--json'], () => Promise.resolve(true)],
  ])('fetches nothing where %s', async (_when, options, confirm) => {
    const { exitCode } = await rushes(['models', 'download', 'eyes', ...options], download, confirm);
    expect([exitCode, downloads()]).toEqual([exitCodes.badArguments, []]);
  });

  it('needs no question with --yes, and takes a mirror', async () => {
    const words = ['models', 'download', 'eyes', '--yes', '--mirror', 'http://mirror.lan/models', '--json'];
    const { exitCode, result } = await rushes(words, download);
    expect([exitCode, JSON.parse(result)]).toEqual([0, { packs: [installed] }]);
    expect(downloads()).toMatchObject([['models.download', { mirror: 'http://mirror.lan/models' }]]);
    expect((await rushes([...words.slice(0, 4), '--mirror', 'file:///x'], download)).exitCode).toBe(2);
  });

  it('ends with 3 where it fails', async () => {
    const failed = new AppError('download-failed', { pack: 'eyes', reason: 'not-found' });
    const answers = { ...download, 'models.download': failed };
    const { exitCode, notes } = await rushes(['models', 'download', 'eyes', '--yes'], answers);
    expect(exitCode).toBe(exitCodes.externalService);
    expect(notes).toContain('set a mirror');
  });
});

describe('the words of rushes models', () => {
  it.each<[readonly string[], CommandName, unknown, unknown]>([
    [['list'], 'models.list', {}, { packs: [], folder: '/m', diskBytes: 0, freeBytes: null, mirror: null }],
    [['info', 'eyes'], 'models.info', { packId: 'eyes' }, { pack: eyes }],
    [['import', 'weights'], 'models.import', { path: '/home/u/weights' }, { imported: [], leftOut: [] }],
    [
      ['export', 'out.tar', 'eyes'],
      'models.export',
      { packIds: ['eyes'], target: '/home/u/out.tar' },
      { path: '/home/u/out.tar', packIds: ['eyes'], sizeBytes: 5 },
    ],
    [['verify', '--repair'], 'models.verify', { packId: null, repair: true }, { packs: [], sound: true }],
    [['remove', 'eyes'], 'models.remove', { packId: 'eyes' }, { freedBytes: 7 }],
    [['use', 'objects'], 'models.use', { task: 'objects', packId: null }, { packs: [installed] }],
    [['bench'], 'models.bench', { packId: null }, { results: [] }],
  ])('%j', async (words, name, request, answer) => {
    const { result } = await rushes(['models', ...words, '--json'], { [name]: answer });
    expect(asked).toEqual([[name, request]]);
    expect(JSON.parse(result)).toEqual(answer);
  });

  it('are refused where there is no such task', async () => {
    const { exitCode, notes } = await rushes(['models', 'use', 'cooking', 'eyes'], {});
    expect([exitCode, asked]).toEqual([exitCodes.badArguments, []]);
    expect(notes).toContain('objects');
  });
});

describe('what people are shown', () => {
  it('is a table with states, sizes and speeds', async () => {
    const paused: PackState = { ...eyes, id: 'ears', state: 'paused', receivedBytes: 41, totalBytes: 100 };
    const answer = {
      packs: [installed, paused],
      folder: '/lib/models',
      diskBytes: 3_661_000,
      freeBytes: 5e9,
      mirror: null,
    };
    expect((await rushes(['models', 'list'], { 'models.list': answer })).result).toBe(
      [
        'PACK  STATE          SIZE  LICENCE  FOR         SPEED  WHAT IT GIVES',
        'eyes  installed    3.7 MB  MIT      objects*  12.3 ms  Sees things.',
        'ears  paused 41 %  3.7 MB  MIT      objects         -  Sees things.',
        '',
        '* in use',
        '/lib/models: 3.7 MB, 5.0 GB free',
        '',
      ].join('\n'),
    );
  });

  it('is what is wrong with files, and a failure', async () => {
    const problems = [{ path: 'eyes.onnx', detail: 'it is missing' }];
    const answer = { packs: [{ packId: 'eyes', state: 'damaged', problems }], sound: false };
    const { exitCode, result } = await rushes(['models', 'verify'], { 'models.verify': answer });
    expect(exitCode).toBe(exitCodes.failure);
    expect(result).toBe('DAMAGED   eyes\n  eyes.onnx: it is missing\nRun it again with --repair.\n');
  });

  it('is what came in, and why the rest did not', async () => {
    const imported = [
      { packId: 'eyes', title: 'Eyes', state: 'installed', tasks: ['objects'], was: 'present' },
    ];
    const answer = { imported, leftOut: [{ path: '/w/x.onnx', reason: 'it is no ONNX file' }] };
    const { exitCode, result } = await rushes(['models', 'import', '/w'], { 'models.import': answer });
    expect([exitCode, result]).toEqual([
      0,
      'eyes  Eyes (installed, was there already)\nleft out  /w/x.onnx\n          it is no ONNX file\n1 pack imported, 1 left out\n',
    ]);
  });

  it('is how each way to run a model did', async () => {
    const verdict = { packId: 'eyes', model: 'eyes', task: 'objects', provider: 'webgpu', state: 'wrong' };
    const measures = { ratio: 2.5, msPerRun: 4, xRealtime: null, detail: 'off by 0.2' };
    const answer = { results: [{ ...verdict, ...measures }] };
    const { result } = await rushes(['models', 'bench', 'eyes'], { 'models.bench': answer });
    expect(result.split('\n')[1]).toBe(
      'eyes  eyes   webgpu    wrong           2.5x         4         -  off by 0.2',
    );
  });
});
