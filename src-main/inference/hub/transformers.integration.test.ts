/** That hub models read their folder and nothing else. With STAND-INS in place of weights: see tests/support/tiny-hub-models.ts. */
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  hubFolder,
  tokenTableGraph,
  wordPieceTokenizer,
  type HubFiles,
} from '../../../tests/support/tiny-hub-models.ts';
import sentenceEmbedding from '../models/sentence-embedding.model.ts';
import { importTransformers } from './transformers.ts';

const table = Array.from({ length: 6 }, (_, row) => [row, 1]);
const files: HubFiles = {
  'config.json': { model_type: 'bert', max_position_embeddings: 512 },
  ...wordPieceTokenizer(['dog', 'cat'], 16),
  'onnx/model.onnx': { graph: tokenTableGraph('last_hidden_state', table) },
};

let server: Server;
let address = '';
let requests = 0;
let connections = 0;
const countConnection = (): void => {
  connections += 1;
};

beforeAll(async () => {
  server = createServer((_, response) => {
    requests += 1;
    response.end('{}');
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  address = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  subscribe('net.client.socket', countConnection);
});

afterAll(() => {
  unsubscribe('net.client.socket', countConnection);
  server.closeAllConnections();
  server.close();
});

it('opens no connection for a whole folder, nor for one with files missing', async () => {
  const model = await sentenceEmbedding.load(await hubFolder('whole', files));
  await model.run({ texts: ['dog cat'], purpose: 'query' });
  await model.dispose?.();
  for (const missing of Object.keys(files)) {
    const rest = Object.fromEntries(Object.entries(files).filter(([name]) => name !== missing));
    await expect(sentenceEmbedding.load(await hubFolder('owner--name', rest))).rejects.toMatchObject({
      code: 'model-damaged',
    });
  }
  expect(connections).toBe(0);
  // The counter does count: Node's own fetch is seen by it.
  await (await fetch(address)).text();
  expect({ connections, requests }).toEqual({ connections: 1, requests: 1 });
});

it('refuses addresses, and names of repositories, in place of folders', async () => {
  const { AutoConfig, AutoTokenizer, RawImage, env } = await importTransformers();
  const before = { connections, requests };
  env.remoteHost = address;
  await expect(AutoTokenizer.from_pretrained('owner/name')).rejects.toThrow();
  await expect(AutoConfig.from_pretrained(`${address}/owner/name`)).rejects.toThrow();
  await expect(RawImage.read(`${address}/picture.png`)).rejects.toThrow(/read from disk only/u);
  expect({ connections, requests }).toEqual(before);
});

it('writes no cache', async () => {
  const { env } = await importTransformers();
  const library = join(import.meta.dirname, '..', '..', '..', 'node_modules', '@huggingface', 'transformers');
  expect(existsSync(library)).toBe(true);
  expect(existsSync(join(library, '.cache'))).toBe(false);
  expect(env).toMatchObject({
    useFSCache: false,
    useBrowserCache: false,
    useCustomCache: false,
    cacheDir: null,
  });
});

it('is not imported before a hub model is loaded', async () => {
  const names = [
    'clip-picture',
    'clip-text',
    'hub-emotion',
    'hub-entities',
    'hub-sound-events',
    'hub-translation',
  ];
  const addresses = [...names, 'sentence-embedding', 'whisper'].map(
    (name) => pathToFileURL(join(import.meta.dirname, '..', 'models', `${name}.model.ts`)).href,
  );
  const lazily = pathToFileURL(join(import.meta.dirname, 'transformers.ts')).href;
  const script = `
    for (const address of ${JSON.stringify(addresses)}) await import(address);
    const loaded = () => process.report.getReport().sharedObjects.some((file) => /onnxruntime/u.test(file));
    const before = loaded();
    await (await import(${JSON.stringify(lazily)})).importTransformers();
    console.log(JSON.stringify([before, loaded()]));`;
  const { stdout } = await execa(process.execPath, ['--input-type=module', '--eval', script]);
  expect(JSON.parse(stdout)).toEqual([false, true]);
});
