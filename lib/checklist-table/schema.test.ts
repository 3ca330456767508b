import { expect, test } from 'vitest';
import { viewInput } from './schema';

const view = (query: string) => viewInput.safeParse({ name: 'Late', query });

test.each([
  'q=4111+1111+1111+1111',
  'q=%34111111111111111',
  'q=4111%C2%A01111%C2%A01111%C2%A01111',
  'tag=network,4111111111111111',
  'q=a%E2%80%AEb',
])('a view keeps no card number and nothing that turns text around: %s', (query) => {
  expect(view(query).error?.issues[0]?.path).toEqual(['query']);
});

test('other words and tags are kept', () => {
  expect(view('q=log+4111&tag=network').data?.query).toBe('q=log%204111&tag=network');
});
