import {
  type CardBrand,
  type Channel,
  cardBrandNames,
  cardBrands,
  type MerchantLevel,
  type MerchantLevelOverrides,
  type YearlyTransactions,
} from '../model';

/**
 * Merchant levels by the brands' tables. The thresholds come from brand pages and secondary sources, not from the
 * standard: every level is a proposal, and the acquirer decides. Annual transactions of that brand.
 */
const MILLION = 1_000_000;
const visaThresholds = { level1Above: 6 * MILLION, level2From: MILLION, level3ECommerceFrom: 20_000 };
const mastercardThresholds = { level1Above: 6 * MILLION, level2Above: MILLION, level3ECommerceAbove: 20_000 };
const amexThresholds = { level1From: 2_500_000, level2From: 50_000, level3From: 10_000 };
const discoverThresholds = {
  level1Above: 6 * MILLION,
  level2From: MILLION,
  level3CardNotPresentFrom: 20_000,
};
const jcbThresholds = { level1From: MILLION };
/** Visa and Mastercard; not checked against a brand page. */
const serviceProviderLevel1Above = 300_000;

export type BrandVolume = { total: number; eCommerce: number; cardNotPresent: number };
export type BrandVolumes = { [B in CardBrand]?: BrandVolume };

type DerivedLevel = {
  level: MerchantLevel;
  /** By the brand's table; null where there is only the acquirer's word. */
  tableLevel: MerchantLevel | null;
  /** One sentence: from which number, or on whose word. */
  because: string;
  /** What is not certain about the brand's table. */
  doubt: string;
};
type DerivedLevels = { [B in CardBrand]?: DerivedLevel };

/** Adds up the transactions of integrations. Brands take a merchant's whole volume, not that of one integration. */
export function sumVolumes(list: readonly YearlyTransactions[]): BrandVolumes {
  const volumes: BrandVolumes = {};
  for (const brand of cardBrands) {
    const counts = list.flatMap((transactions) => (transactions[brand] ? [transactions[brand]] : []));
    const sum = (channel: Channel) => counts.reduce((total, count) => total + (count[channel] ?? 0), 0);
    const eCommerce = sum('E_COMMERCE');
    const cardNotPresent = eCommerce + sum('MOTO');
    const total = cardNotPresent + sum('CARD_PRESENT');
    if (total > 0) volumes[brand] = { total, eCommerce, cardNotPresent };
  }
  return volumes;
}

type Reached = { level: MerchantLevel; because: string };

const count = (value: number) => value.toLocaleString('en');

function visaLevel({ total, eCommerce }: BrandVolume): Reached {
  const { level1Above, level2From, level3ECommerceFrom } = visaThresholds;
  if (total > level1Above) return { level: 1, because: `${count(total)} a year, more than 6 million` };
  if (total >= level2From) return { level: 2, because: `${count(total)} a year, from 1 to 6 million` };
  if (eCommerce >= level3ECommerceFrom) {
    return { level: 3, because: `${count(eCommerce)} online a year, from 20,000 to 1 million` };
  }
  return { level: 4, because: `${count(total)} a year, fewer than 20,000 of them online` };
}

function mastercardLevel({ total, eCommerce }: BrandVolume, visa: MerchantLevel | undefined): Reached {
  const { level1Above, level2Above, level3ECommerceAbove } = mastercardThresholds;
  const own: Reached =
    total > level1Above
      ? { level: 1, because: `${count(total)} a year, more than 6 million` }
      : total > level2Above
        ? { level: 2, because: `${count(total)} a year, more than 1 and up to 6 million` }
        : eCommerce > level3ECommerceAbove
          ? { level: 3, because: `${count(eCommerce)} online a year, more than 20,000 and up to 1 million` }
          : { level: 4, because: `${count(total)} a year, at most 20,000 of them online` };
  if (visa === undefined || visa >= own.level) return own;
  return { level: visa, because: `level ${visa} at Visa counts for Mastercard too` };
}

function amexLevel({ total }: BrandVolume): Reached {
  const { level1From, level2From, level3From } = amexThresholds;
  if (total >= level1From) return { level: 1, because: `${count(total)} a year, 2.5 million or more` };
  if (total >= level2From) return { level: 2, because: `${count(total)} a year, from 50,000 to 2.5 million` };
  if (total >= level3From) return { level: 3, because: `${count(total)} a year, from 10,000 to 50,000` };
  return { level: 4, because: `${count(total)} a year, fewer than 10,000` };
}

function discoverLevel({ total, cardNotPresent }: BrandVolume, levelOneElsewhere: boolean): Reached {
  const { level1Above, level2From, level3CardNotPresentFrom } = discoverThresholds;
  if (total > level1Above) return { level: 1, because: `${count(total)} a year, more than 6 million` };
  if (levelOneElsewhere) return { level: 1, because: 'level 1 at another brand counts for Discover too' };
  if (total >= level2From) return { level: 2, because: `${count(total)} a year, from 1 to 6 million` };
  if (cardNotPresent >= level3CardNotPresentFrom) {
    return {
      level: 3,
      because: `${count(cardNotPresent)} without the card present, from 20,000 to 1 million`,
    };
  }
  return { level: 4, because: `${count(total)} a year, fewer than 20,000 without the card present` };
}

function jcbLevel({ total }: BrandVolume): Reached {
  if (total >= jcbThresholds.level1From)
    return { level: 1, because: `${count(total)} a year, 1 million or more` };
  return { level: 2, because: `${count(total)} a year, fewer than 1 million` };
}

const doubts: Record<CardBrand, string> = {
  visa: 'Visa can name a merchant level 1 whatever the number.',
  mastercard: 'Mastercard can name a merchant level 1 whatever the number.',
  amex: 'These thresholds were not checked against a current page of the brand.',
  discover:
    'Some sources show three levels only; these thresholds were not checked against a current page of the brand.',
  jcb: 'After a compromise the level is 1 whatever the number.',
};

/**
 * Level per brand with transactions or with a word of the acquirer. The acquirer's word wins, also where another
 * brand's level follows from it.
 */
export function deriveMerchantLevels(
  volumes: BrandVolumes,
  overrides: MerchantLevelOverrides,
): DerivedLevels {
  const levels: DerivedLevels = {};
  const settle = (brand: CardBrand, reached: Reached | null) => {
    const override = overrides[brand];
    const chosen = override
      ? { level: override.level, because: `set by the acquirer: ${override.reason}` }
      : reached;
    if (!chosen) return;
    levels[brand] = { ...chosen, tableLevel: reached?.level ?? null, doubt: doubts[brand] };
  };
  const { visa, mastercard, amex, discover, jcb } = volumes;
  settle('visa', visa ? visaLevel(visa) : null);
  settle('mastercard', mastercard ? mastercardLevel(mastercard, levels.visa?.level) : null);
  settle('amex', amex ? amexLevel(amex) : null);
  settle('jcb', jcb ? jcbLevel(jcb) : null);
  const elsewhere = cardBrands.some((brand) => levels[brand]?.level === 1);
  settle('discover', discover ? discoverLevel(discover, elsewhere) : null);
  return levels;
}

/** The acquirers' words of several integrations of one merchant: the strictest counts. */
export function strictestOverrides(list: readonly MerchantLevelOverrides[]): MerchantLevelOverrides {
  const strictest: MerchantLevelOverrides = {};
  for (const overrides of list) {
    for (const brand of cardBrands) {
      const candidate = overrides[brand];
      const current = strictest[brand];
      if (candidate && (!current || candidate.level < current.level)) strictest[brand] = candidate;
    }
  }
  return strictest;
}

/** Visa and Mastercard know two levels of service providers; level 1 needs a report instead of a questionnaire. */
export function deriveServiceProviderLevel(volumes: BrandVolumes): { level: 1 | 2; doubt: string } {
  const largest = Math.max(volumes.visa?.total ?? 0, volumes.mastercard?.total ?? 0);
  return {
    level: largest > serviceProviderLevel1Above ? 1 : 2,
    doubt:
      'The threshold of 300,000 transactions is common knowledge, not read on a brand’s page: ask the brand or your customer.',
  };
}

const validation: Record<CardBrand, Partial<Record<MerchantLevel, string>>> = {
  visa: {
    1: 'Report on Compliance by a QSA, or by internal audit with an officer’s signature; ASV scan; attestation.',
    2: 'Self-assessment questionnaire, ASV scan and attestation.',
    3: 'Self-assessment questionnaire, ASV scan and attestation.',
    4: 'Questionnaire and scan as the acquirer sets.',
  },
  mastercard: {
    1: 'Report on Compliance by a QSA or ISA.',
    2: 'Questionnaire with a QSA or ISA involved, or a Report on Compliance.',
    3: 'Self-assessment questionnaire.',
    4: 'Questionnaire; whether it must be validated is for the acquirer to set.',
  },
  amex: {
    1: 'Report on Compliance and scans.',
    2: 'Questionnaire (or report) and scans.',
    3: 'Normally on request.',
    4: 'Normally on request.',
  },
  discover: {
    1: 'Report on Compliance.',
    2: 'Self-assessment questionnaire; scans where they apply.',
    3: 'Self-assessment questionnaire; scans where they apply.',
    4: 'Self-assessment questionnaire; scans where they apply.',
  },
  jcb: {
    1: 'Review by a QSA and scans.',
    2: 'Self-assessment questionnaire and scans.',
  },
};

/** What the brand normally asks of a merchant of this level, in a sentence. */
export function validationOf(brand: CardBrand, level: MerchantLevel): string {
  return validation[brand][level] ?? 'Ask the acquirer what is due.';
}

/** Brands whose level 1 asks for a report: a questionnaire alone will not do for them. */
export function brandsThatNeedReport(levels: DerivedLevels): string[] {
  return cardBrands.filter((brand) => levels[brand]?.level === 1).map((brand) => cardBrandNames[brand]);
}
