import { describe, expect, it } from 'vitest';
import { refilled } from './refilled';

describe('a field after a choice above the form', () => {
  it.each([
    ['', '', 'Adyen', 'Adyen'],
    [' ', '', 'Adyen', 'Adyen'],
    ['Adyen', 'Adyen', 'Mollie', 'Mollie'],
    ['Adyen', 'Adyen', '', ''],
    ['My shop', '', 'Adyen', 'My shop'],
    ['My shop', 'Adyen', 'Mollie', 'My shop'],
  ])('holds “%s”, filled before with “%s”, now “%s”: %s', (value, earlier, fill, expected) => {
    expect(refilled(value, earlier, fill)).toBe(expected);
  });
});
