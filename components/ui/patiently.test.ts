import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { patiently } from './patiently';

let page: EventTarget;
const connection = { onLine: true };

beforeEach(() => {
  vi.useFakeTimers();
  page = new EventTarget();
  vi.stubGlobal('window', page);
  vi.stubGlobal('navigator', connection);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const fails = () => Promise.reject(new Error('no chunk'));

test('waits for the network as long as there is none', async () => {
  connection.onLine = false;
  let isThere = false;
  const part = patiently(() => (isThere ? Promise.resolve('part') : fails()))();
  await vi.advanceTimersByTimeAsync(600_000);
  isThere = true;
  page.dispatchEvent(new Event('online'));
  await expect(part).resolves.toBe('part');
});

test('gives up on what is gone for good', async () => {
  connection.onLine = true;
  const load = vi.fn(fails);
  const part = expect(patiently(load)()).rejects.toThrow('no chunk');
  await vi.advanceTimersByTimeAsync(600_000);
  await part;
  expect(load).toHaveBeenCalledTimes(11);
});
