import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { ChainBanner } from './chain-banner';

const at = new Date('2026-11-28T21:00:00Z');
const check = { at, byName: 'Ada', entries: 12, problem: null };
const seal = { number: 3, at, entries: 12, timeStampedAt: null, expectsTimeStamp: false };

test.each([
  [null, /no checkpoint outside of the database yet/],
  [seal, /Checkpoint 3 of 28 Nov 2026, 21:00 seals entries up to 12 outside of the database\. No time stamp/],
  [{ ...seal, expectsTimeStamp: true }, /did not confirm it yet; Inplace asks again/],
  [{ ...seal, expectsTimeStamp: true, timeStampedAt: at }, /authority confirmed it 28 Nov 2026, 21:00/],
])('says how far the log is sealed: %#', (given, words) => {
  const html = renderToStaticMarkup(
    <ChainBanner
      chain={{ length: 12, check }}
      seal={given}
      timeZone="UTC"
      verify={async () => ({ ok: true })}
    />,
  );
  expect(html).toMatch(words);
});
