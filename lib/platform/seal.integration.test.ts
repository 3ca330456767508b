import { expect, it } from 'vitest';
import { keyToHand, seal, unseal } from './seal';

it('opens what it sealed, for the same purpose and owner only', () => {
  const sealed = seal('authenticator', 'ada', 'geheim ü');
  expect(sealed).not.toContain('geheim');
  expect(unseal('authenticator', 'ada', sealed)).toBe('geheim ü');
  expect(unseal('authenticator', 'bob', sealed)).toBeNull();
  expect(unseal('evidence', 'ada', sealed)).toBeNull();
  expect(seal('authenticator', 'ada', 'geheim ü')).not.toBe(sealed);
});

it('opens nothing that was changed or cut', () => {
  const sealed = seal('authenticator', 'ada', 'secret');
  const [form, body = ''] = sealed.split('.');
  const bytes = Buffer.from(body, 'base64url');
  for (const at of [0, 12, bytes.length - 1]) {
    const changed = Buffer.from(bytes);
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(unseal('authenticator', 'ada', `${form}.${changed.toString('base64url')}`)).toBeNull();
  }
  for (const wrong of ['', 'v1', 'v1.', `v2.${body}`, `v1.${body.slice(0, 20)}`, body]) {
    expect(unseal('authenticator', 'ada', wrong)).toBeNull();
  }
});

it('hands each owner a key of their own, the same every time', () => {
  const key = keyToHand('unsent-answers', 'ada');
  expect(Buffer.from(key, 'base64')).toHaveLength(32);
  expect(keyToHand('unsent-answers', 'ada')).toBe(key);
  const others = [keyToHand('unsent-answers', 'bob'), keyToHand('comments', 'ada')];
  expect(new Set([key, ...others]).size).toBe(3);
});
