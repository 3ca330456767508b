import { describe, expect, it } from 'vitest';
import { type CardBrand, cardBrands, type MerchantLevelOverrides } from '../model';
import {
  type BrandVolume,
  brandsThatNeedReport,
  deriveMerchantLevels,
  deriveServiceProviderLevel,
  strictestOverrides,
  sumVolumes,
  validationOf,
} from './merchant-levels';

function volume(total: number, eCommerce = 0, cardNotPresent = eCommerce): BrandVolume {
  return { total, eCommerce, cardNotPresent };
}

function levelOf(brand: CardBrand, counts: BrandVolume): number | undefined {
  return deriveMerchantLevels({ [brand]: counts }, {})[brand]?.level;
}

describe('the merchant level by a brand’s table', () => {
  it.each<[CardBrand, BrandVolume, number]>([
    ['visa', volume(6_000_001), 1],
    ['visa', volume(6_000_000), 2],
    ['visa', volume(1_000_000), 2],
    ['visa', volume(999_999, 999_999), 3],
    ['visa', volume(999_999, 20_000), 3],
    ['visa', volume(999_999, 19_999), 4],
    ['visa', volume(1, 1), 4],
    ['mastercard', volume(6_000_001), 1],
    ['mastercard', volume(6_000_000), 2],
    ['mastercard', volume(1_000_001), 2],
    ['mastercard', volume(1_000_000), 4],
    ['mastercard', volume(1_000_000, 1_000_000), 3],
    ['mastercard', volume(20_001, 20_001), 3],
    ['mastercard', volume(20_000, 20_000), 4],
    ['amex', volume(2_500_000), 1],
    ['amex', volume(2_499_999), 2],
    ['amex', volume(50_000), 2],
    ['amex', volume(49_999), 3],
    ['amex', volume(10_000), 3],
    ['amex', volume(9_999), 4],
    ['discover', volume(6_000_001), 1],
    ['discover', volume(6_000_000), 2],
    ['discover', volume(1_000_000), 2],
    ['discover', volume(999_999, 0, 20_000), 3],
    ['discover', volume(999_999, 0, 19_999), 4],
    ['jcb', volume(1_000_000), 1],
    ['jcb', volume(999_999), 2],
  ])('%s with %j is level %i', (brand, counts, level) => {
    expect(levelOf(brand, counts)).toBe(level);
  });

  it('is not derived for a brand without transactions', () => {
    expect(deriveMerchantLevels({}, {})).toEqual({});
    expect(deriveMerchantLevels({ visa: volume(10) }, {}).jcb).toBeUndefined();
  });
});

describe('levels that follow from another brand', () => {
  it.each([
    [volume(6_000_001), 1],
    [volume(1_000_000), 2],
    [volume(20_000, 20_000), 3],
    [volume(5), 4],
  ])('Mastercard takes over the level of Visa with %j: %i', (visa, level) => {
    expect(deriveMerchantLevels({ visa, mastercard: volume(5) }, {}).mastercard?.level).toBe(level);
  });

  it('keeps Mastercard’s own level where that is stricter', () => {
    const levels = deriveMerchantLevels({ visa: volume(5), mastercard: volume(1_000_001) }, {});
    expect(levels.mastercard).toMatchObject({ level: 2, tableLevel: 2 });
  });

  it.each<[CardBrand, BrandVolume]>([
    ['visa', volume(6_000_001)],
    ['mastercard', volume(6_000_001)],
    ['amex', volume(2_500_000)],
    ['jcb', volume(1_000_000)],
  ])('level 1 at %s makes Discover level 1', (brand, counts) => {
    expect(deriveMerchantLevels({ [brand]: counts, discover: volume(5) }, {}).discover?.level).toBe(1);
  });
});

describe('the acquirer’s word', () => {
  const overrides: MerchantLevelOverrides = { visa: { level: 1, reason: 'letter of 3 March' } };

  it('wins over the table, which stays visible', () => {
    const { visa } = deriveMerchantLevels({ visa: volume(5) }, overrides);
    expect(visa).toMatchObject({
      level: 1,
      tableLevel: 4,
      because: 'set by the acquirer: letter of 3 March',
    });
  });

  it('counts without any transactions', () => {
    expect(deriveMerchantLevels({}, overrides).visa).toMatchObject({ level: 1, tableLevel: null });
  });

  it('carries over to the brands that follow', () => {
    const levels = deriveMerchantLevels({ mastercard: volume(5), discover: volume(5) }, overrides);
    expect(levels.mastercard?.level).toBe(1);
    expect(levels.discover?.level).toBe(1);
    expect(brandsThatNeedReport(levels)).toEqual(['Visa', 'Mastercard', 'Discover']);
  });

  it('of several integrations counts in its strictest form', () => {
    const other: MerchantLevelOverrides = {
      visa: { level: 2, reason: 'mail' },
      jcb: { level: 2, reason: 'mail' },
    };
    expect(strictestOverrides([other, overrides, {}])).toEqual({ ...other, ...overrides });
    expect(strictestOverrides([overrides, other])).toEqual({ ...other, ...overrides });
  });
});

describe('adding up transactions', () => {
  it('keeps channels apart and leaves out brands without any', () => {
    expect(
      sumVolumes([
        { visa: { E_COMMERCE: 10, MOTO: 5 }, jcb: { CARD_PRESENT: 0 } },
        { visa: { CARD_PRESENT: 100 }, amex: {} },
      ]),
    ).toEqual({ visa: { total: 115, eCommerce: 10, cardNotPresent: 15 } });
  });
});

describe('the level of a service provider', () => {
  it.each([
    [{ visa: volume(300_001) }, 1],
    [{ mastercard: volume(300_001) }, 1],
    [{ visa: volume(300_000), mastercard: volume(300_000) }, 2],
    [{ amex: volume(9_000_000) }, 2],
    [{}, 2],
  ])('with %j is %i', (volumes, level) => {
    expect(deriveServiceProviderLevel(volumes).level).toBe(level);
  });
});

describe('what a brand asks for', () => {
  it('is known for each level that a brand’s table has', () => {
    for (const brand of cardBrands) {
      for (const level of brand === 'jcb' ? ([1, 2] as const) : ([1, 2, 3, 4] as const)) {
        expect(validationOf(brand, level)).not.toBe('Ask the acquirer what is due.');
      }
    }
    expect(validationOf('jcb', 3)).toBe('Ask the acquirer what is due.');
  });
});
