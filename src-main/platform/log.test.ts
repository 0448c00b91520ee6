import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { runChild } from './child-process.ts';
import type { Clock } from './clock.ts';
import { createLog, type LogLevel } from './log.ts';

const clock: Clock = { now: () => Date.UTC(2026, 10, 20, 8, 15), after: () => () => undefined };

function linesOf(level: LogLevel) {
  const lines: string[] = [];
  return { lines, log: createLog({ level, clock, write: (line) => void lines.push(line) }) };
}

describe('createLog', () => {
  it('writes a line with time, level and facts', () => {
    const { log, lines } = linesOf('info');
    log.warn('a folder could not be read', { path: '/in', tries: 3n });
    log.info('ready');
    expect(lines).toEqual([
      '2026-11-20T08:15:00.000Z warn a folder could not be read {"path":"/in","tries":"3"}\n',
      '2026-11-20T08:15:00.000Z info ready\n',
    ]);
  });

  it.each([
    ['off', 0],
    ['warn', 1],
    ['info', 2],
  ] as const)('at level %s tells %i of a warning and a note', (level, count) => {
    const { log, lines } = linesOf(level);
    log.warn('one');
    log.info('two');
    expect(lines).toHaveLength(count);
  });

  it('keeps to one line, whatever a file is called', () => {
    const { log, lines } = linesOf('warn');
    log.warn('gone: a\nb\u009b2J', { path: 'c\r\nd\u001b[2J\u2028e\u007f', more: 'x'.repeat(50_000) });
    expect(lines).toHaveLength(1);
    const [line = ''] = lines;
    expect(line.length).toBeLessThan(16_100);
    expect(line.endsWith('\n')).toBe(true);
    expect(line.slice(0, -1)).not.toMatch(/[\p{Cc}\u2028]/u);
  });

  it('tells no secrets', () => {
    const { log, lines } = linesOf('warn');
    log.warn('refused GET /?token=abc123&page=2 with Bearer abc123', {
      token: 'abc123',
      headers: { Cookie: 'session=abc123', 'X-Api-Key': 'abc123' },
      url: 'https://me:abc123@host/a?accessKey=abc123',
      cause: new Error('Authorization: Basic abc123'),
      page: '/clip/7?from=list',
    });
    expect(lines[0]).not.toContain('abc123');
    expect(lines[0]).toContain('page=2');
    expect(lines[0]).toContain('"page":"/clip/7?from=list"');
  });

  it('stops nobody when it cannot be written or its facts cannot be told', () => {
    const log = createLog({
      level: 'warn',
      write: () => {
        throw new Error('EPIPE');
      },
    });
    expect(() => {
      log.warn('unheard');
    }).not.toThrow();
    const facts: Record<string, unknown> = {};
    facts['self'] = facts;
    const { log: other, lines } = linesOf('warn');
    other.warn('round', facts);
    expect(lines[0]).toContain('warn round {}');
  });
});

describe('standardErrorLog', () => {
  const log = fileURLToPath(new URL('log.ts', import.meta.url));
  const script = `import { standardErrorLog } from ${JSON.stringify(log)};
    const log = standardErrorLog(process); log.warn('one'); log.info('two');`;
  const saidWith = async (level: string): Promise<string> => {
    const args = ['RUSHES_LOG=' + level, process.execPath, '--input-type=module', '-e', script];
    const { stderrTail } = await runChild({ file: '/usr/bin/env', args });
    return stderrTail.map((line) => line.split(' ').slice(1).join(' ')).join(', ');
  };

  it('says nothing beside a progress display unless RUSHES_LOG asks for it', async () => {
    expect(await saidWith('')).toBe('');
    expect(await saidWith('off')).toBe('');
    expect(await saidWith('1')).toBe('warn one');
    expect(await saidWith('info')).toBe('warn one, info two');
  });
});
