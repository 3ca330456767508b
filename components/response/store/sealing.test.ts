import { expect, test } from 'vitest';
import { createSealer } from './sealing';

const key = (byte: number) => btoa(String.fromCharCode(...Array<number>(32).fill(byte)));
const place = ['comment', 'ada', 'shop', '6.3.3'];

test('what is sealed opens with the same key at the same place, and nowhere else', async () => {
  const [ours, theirs] = await Promise.all([createSealer(key(1)), createSealer(key(2))]);
  const sealed = await ours.seal(place, { typed: 'The firewall is open' });
  expect(await ours.open(place, sealed)).toEqual({ typed: 'The firewall is open' });
  expect(await theirs.open(place, sealed)).toBeNull();
  expect(await ours.open(['comment', 'ada', 'shop', '6.3.4'], sealed)).toBeNull();
  const changed = new Uint8Array(sealed.bytes.slice(0));
  changed[0] = (changed[0] ?? 0) ^ 1;
  expect(await ours.open(place, { ...sealed, bytes: changed.buffer })).toBeNull();
  expect(new TextDecoder('latin1').decode(sealed.bytes)).not.toContain('firewall');
});

test('the same words are sealed differently each time', async () => {
  const sealer = await createSealer(key(1));
  const [first, second] = [await sealer.seal(place, 'x'), await sealer.seal(place, 'x')];
  expect(new Uint8Array(first.bytes)).not.toEqual(new Uint8Array(second.bytes));
});
