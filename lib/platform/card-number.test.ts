import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { listQuestionnaireRequirements } from '@/lib/catalogue/queries';
import { cardNumbersIn, holdsCardNumber, withoutCardNumbers } from './card-number';
import { lineText, longText } from './parse';

/** Numbers that brands publish for tests. */
const published = [
  '4111111111111111',
  '4222222222222',
  '5555555555554444',
  '2223003122003222',
  '378282246310005',
  '6011111111111117',
  '3530111333300000',
  '30569309025904',
  '6200000000000005',
  '2200000000000004',
  '6759649826438453',
];

describe('a card number', () => {
  test.each(published)('%s is seen, alone, in groups and inside a sentence', (number) => {
    const groups = number.replace(/(.{4})(?=.)/g, '$1 ');
    for (const text of [number, groups, groups.replaceAll(' ', '-'), `The test with ${groups}, yesterday.`]) {
      expect(holdsCardNumber(text), text).toBe(true);
    }
  });

  test.each([
    ['a wrong check digit', '4111111111111112'],
    ['no brand', '9999999999999995'],
    ['a longer number', '41111111111111110000000'],
    ['a phone number', '+49 30 901820 4111'],
    ['days and hours', '2026-11-29 10:15:30'],
    ['the last four digits', '**** **** **** 1111'],
    ['an id of a row', '01a223f3-ac74-718e-a013-99f8a4c904a7'],
    ['an id with many digits', '0198f3a2-4111-4111-8111-1111111d1116'],
    ['a hash', 'e3b04111111111111111c1c1'],
    ['an amount', '1,411,111,111,111,111.11'],
  ])('is not %s', (_words, text) => {
    expect(holdsCardNumber(text)).toBe(false);
  });

  test.each([
    'PAN:4111111111111111',
    'pan,4111111111111111;',
    '4111111111111111,12/29',
    '4111111111111111:1229',
    '4111111111111111 12/29',
    '4111 1111 1111 1111 12 29 123',
    'No. 17 4111 1111 1111 1111',
    '4111111111111111.pdf',
    '4111.1111.1111.1111',
    '3782.822463.10005',
    '4111\t1111\t1111\t1111',
    '4111  1111  1111  1111',
    '4111\u00a01111\u00a01111\u00a01111',
    '4111\u20111111\u20111111\u20111111',
    '4111\u20131111\u20131111\u20131111',
    '4111\u200d1111\u200d1111\u200d1111',
    '4111 1111\n1111 1111',
    'card\n4111\n1111\n1111\n1111\nexp 12/27',
    '4111\r\n1111\r\n1111\r\n1111',
    '4111,1111,1111,1111',
    '4111/1111/1111/1111',
    '4111_1111_1111_1111',
    '4111:1111:1111:1111',
    '4111|1111|1111|1111',
    '4111   1111   1111   1111',
    '3782, 822463, 10005',
    'In 2026: 4111, 1111, 1111, 1111, 12/29',
    'PAN4111111111111111',
    'PAN_4111111111111111',
    '4111111111111111EUR',
    'a4111-1111-1111-1111',
    '٤١١١١١١١١١١١١١١١',
    '۴۱۱۱ ۱۱۱۱ ۱۱۱۱ ۱۱۱۱',
    '\u{104a4}\u{104a1}\u{104a1}\u{104a1}'.concat('\u{104a1}'.repeat(12)),
    '4\u200b1\u200b1\u200b1\u200b1\u200b1\u200b1\u200b1\u200b1\u200b1\u200b1\u200b1\u200b1\u200b1\u200b1\u200b1 12/29',
    '\uff14\uff11\uff11\uff11\uff11\uff11\uff11\uff11\uff11\uff11\uff11\uff11\uff11\uff11\uff11\uff11',
  ])('is seen however it is written, and is cut: %j', (text) => {
    expect(holdsCardNumber(text)).toBe(true);
    const cut = withoutCardNumbers(text);
    expect(holdsCardNumber(cut)).toBe(false);
    expect(cut).toMatch(/\[card number … \d{4}\]/);
  });

  test.each([
    '0.4111111111111111',
    '4.111111111111111',
    '4111.111111111111',
    '12,4111111111111111',
    '4111111111111111.5',
    'ticket ABC-4111111111111111',
    '4111-1111-1111-1111-abcd',
    '2026-4111111111111111',
    '192.168.100.100 10.20.30.40',
    '30.11.2026 31.12.2026',
    '1.3.6.1.4.1.311.21.20.4111',
    'e3b0c442-98fc-4111-9111-111111111111',
    'abcd4111-1111-4111-8111-111111111116',
    'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    'ports 4111, 1111, 1111, 1111, 8443',
    '8443/4111/1111/1111/1111',
    'fe80::4111:1111:1111:1111',
    '2001:db8::4111:1111:1111',
    '2001:db8:0:0:4111:1111:1111:1111',
    '4111:1111:1111:1111:a::1',
    '10.4.111.111, 10.11.111.111, 10.1.11.1',
    'Merchant 411111111111112, terminal 41111112',
    '+1 (411) 111-1111, +1 (411) 111-1112',
    'Firewall, 2026-11-29 4:11:11, 2026-11-30 11:11:11',
  ])('is not an id, a decimal number, a day or an address: %s', (text) => {
    expect(holdsCardNumber(text)).toBe(false);
    expect(withoutCardNumbers(text)).toBe(text);
  });

  test.each([
    ['track 1', '%B4111111111111111^DOE/JOHN^29121010000000000?', 'Visa'],
    ['track 2', ';5555555555554444=29121010000012345678?', 'Mastercard'],
    ['track 2 of a log', 'trk 378282246310005D2912101000000', 'American Express'],
  ])('is seen as %s, once, and all of it is cut', (_words, text, brand) => {
    expect(cardNumbersIn(text)).toMatchObject([{ kind: 'TRACK', brand }]);
    expect(withoutCardNumbers(text)).not.toMatch(/DOE|2912/);
  });

  it('is named by brand and last four digits, and by where it stands', () => {
    const text = 'a 4111 1111 1111 1111 b 378282246310005';
    expect(cardNumbersIn(text)).toEqual([
      { kind: 'NUMBER', brand: 'Visa', lastFour: '1111', from: 2, to: 21 },
      { kind: 'NUMBER', brand: 'American Express', lastFour: '0005', from: 24, to: 39 },
    ]);
  });

  it('is nothing that the requirement numbers make, in whatever order they are listed', () => {
    const numbers = listQuestionnaireRequirements('pci-dss-4.0.1', 'D-ServiceProvider').map(
      (one) => one.requirementNumber,
    );
    expect(numbers.length).toBeGreaterThan(200);
    for (const [from] of numbers.entries())
      for (const [length, between] of [
        [2, ' '],
        [4, ', '],
        [9, ' '],
        [9, '\n'],
        [numbers.length, ', '],
      ] as const)
        expect(holdsCardNumber(numbers.slice(from, from + length).join(between)), `${from} ${length}`).toBe(
          false,
        );
    fc.assert(
      fc.property(
        fc.shuffledSubarray(numbers, { minLength: 2, maxLength: 9 }),
        fc.constantFrom(' ', ', ', '\n', '/', ' - '),
        (some, between) => {
          expect(holdsCardNumber(some.join(between))).toBe(false);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('is looked for in time that grows with the text alone', () => {
    const pieces = ['1', '1 -', '4111 1111\n', '٤١١١ '];
    for (const piece of pieces) {
      const text = piece.repeat(1024 ** 2 / piece.length);
      const started = performance.now();
      cardNumbersIn(text);
      expect(performance.now() - started, piece).toBeLessThan(8_000);
    }
  }, 60_000);

  it('is looked for in no time, whatever the text', () => {
    const started = performance.now();
    for (const piece of ['1 ', '1-', '1.', '1', '4111 1111 ', '1 .', '41-1 '])
      holdsCardNumber(`${piece.repeat(20_000 / piece.length)}x`);
    expect(performance.now() - started).toBeLessThan(1_000);
  });

  it('is refused in what people type, and named in a way that says what to do', () => {
    for (const schema of [lineText(200), longText(2000)]) {
      const parsed = schema.safeParse('Paid with 4111 1111 1111 1111.');
      expect(parsed.error?.issues[0]?.message).toMatch(/card number.*last four digits/i);
    }
  });

  it('is cut to its last four digits, and nothing else is touched', () => {
    expect(withoutCardNumbers('Seen 4111 1111 1111 1111 and 4111111111111112')).toBe(
      'Seen [card number … 1111] and 4111111111111112',
    );
    fc.assert(
      fc.property(fc.string(), fc.constantFrom(...published), fc.string(), (before, number, after) => {
        const text = `${before} ${number} ${after}`;
        expect(holdsCardNumber(withoutCardNumbers(text))).toBe(false);
      }),
    );
  });
});
