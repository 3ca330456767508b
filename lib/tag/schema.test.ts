import { expect, test } from 'vitest';
import { tagList } from './schema';

test.each(['4111   1111   1111   1111', '4111 \u00a0 1111 \u00a0 1111 \u00a0 1111', ' 4111111111111111 '])(
  'a tag that is a card number once it is tidied is refused: %j',
  (tag) => {
    expect(tagList.safeParse([tag]).error?.issues[0]?.message).toMatch(/card number/);
  },
);

test('a tag is tidied', () => {
  expect(tagList.parse(['  Network   team ', 'network team'])).toEqual(['Network team']);
});
