import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { linesOf } from './reader';

const run = promisify(execFile);

async function lines(pieces: readonly string[], maxBytes = 1_000_000): Promise<(string | null)[]> {
  const source = (async function* () {
    for (const piece of pieces) yield Buffer.from(piece, 'latin1');
  })();
  const found: (string | null)[] = [];
  for await (const line of linesOf(source, maxBytes)) found.push(line);
  return found;
}

describe('what the program says that reads a file', () => {
  test('comes in lines, wherever it is cut', async () => {
    const umlaut = Buffer.from('ü').toString('latin1');
    expect(await lines(['on', 'e\ntw', 'o', `\n${umlaut[0]}`, `${umlaut[1]}`])).toEqual(['one', 'two', 'ü']);
  });

  test('ends where a line is too long to be held, or all of it is too much', async () => {
    const endless = Array.from({ length: 1_000 }, () => 'x'.repeat(64 * 1024));
    expect(await lines(endless, 1e9)).toEqual([null]);
    const much = await lines(
      Array.from({ length: 1_000 }, () => `${'x'.repeat(99)}\n`),
      1_000,
    );
    expect(much).toHaveLength(12);
    expect(much.at(-1)).toBeNull();
  });
});

describe('the program itself', () => {
  const code = 'lib/evidence/reader';

  test.each([
    ['fetch', 'fetch'],
    ['a socket', "await import('node:net').then((net) => net.connect(1))"],
    [
      'a request',
      "await import('node:https').then((https) => new Promise((_, failed) => https.get('https://127.0.0.1:1').on('error', failed)))",
    ],
    [
      'a datagram',
      "await import('node:dgram').then((dgram) => dgram.createSocket('udp4').send('x', 1, '127.0.0.1'))",
    ],
  ])('asks the network for nothing: %s', async (_words, attempt) => {
    const source = `await import('./${code}/offline.mjs'); ${attempt};`;
    await expect(run(process.execPath, ['--input-type=module', '-e', source])).rejects.toMatchObject({
      stderr: expect.stringMatching(/no network here|fetch is not defined/),
    });
  });

  test('ends by its own clock when nobody ends it', async () => {
    const started = performance.now();
    // Its input never ends: nobody closes it.
    await expect(run(process.execPath, [`${code}/read.mjs`, 'pdf', '300'])).rejects.toMatchObject({
      code: 1,
    });
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});
