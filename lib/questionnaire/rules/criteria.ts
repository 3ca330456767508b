import type { MerchantQuestionnaireId, Way } from '../model/facts';
import {
  all,
  answered,
  failed,
  forWays,
  met,
  notConcerned,
  onlyChannels,
  type Test,
  type UnitFacts,
  wayIn,
} from './verdict';

/** The provider's own form inside a page of the merchant: the script criterion of SAQ A is asked for these (FAQ 1588). */
const embedded: readonly Way[] = ['HOSTED_FIELDS'];
/** Every element of the payment form can come from the provider. */
const providerForm: readonly Way[] = [
  'HOSTED_REDIRECT',
  'HOSTED_FIELDS',
  'PAYMENT_LINK',
  'HOSTED_SHOP',
  'MOBILE_SDK',
  'WALLET',
];
/** The merchant's page makes or reads the card fields, but its server never receives them. */
const ownForm: readonly Way[] = ['PROVIDER_SCRIPT_FORM', 'DIRECT_POST'];
/** Forms in a page that staff could also fill in for a caller. */
const pageForms: readonly Way[] = ['HOSTED_FIELDS', ...ownForm];
/** A system of the merchant's place of sale takes part: the family of SAQ C. */
const salesSystems: readonly Way[] = [
  'PAYMENT_APPLICATION',
  'VIRTUAL_TERMINAL',
  'TERMINAL_IP',
  'TERMINAL_DIAL_OUT',
  'TERMINAL_P2PE',
  'TERMINAL_SPOC',
  'TAP_TO_PHONE',
];

const yes = (kind: Parameters<typeof answered>[0]): Test => answered(kind, 'YES');

const notStored = answered('stored', 'NO');
const paperOnly = all(notStored, answered('paper', 'NOTHING', 'PAPER'));
const nothingOtherwise = all(notStored, answered('otherwise', 'NO'));
const compliant = yes('compliant');

/** Staff who type a caller's card into a web form handle it on the merchant's own computers. */
const customerTypes: Test = (facts) =>
  isPhoneForm(facts) ? answered('typedBy', 'CUSTOMER')(facts) : met(facts.id('way'));
const staffTypes: Test = (facts) =>
  isPhoneForm(facts) ? answered('typedBy', 'STAFF')(facts) : failed(facts.id('way'));

function isPhoneForm(facts: UnitFacts): boolean {
  return facts.way !== undefined && pageForms.includes(facts.way) && facts.has('MOTO');
}

/** a3 and aep6: nothing electronic on the merchant's own systems or premises. */
const nothingElectronic = all(
  notStored,
  customerTypes,
  forWays(['OUTSOURCED_MOTO'], answered('telephony', 'NO')),
  forWays(['WALLET'], answered('wallet', 'PROVIDER')),
  answered('otherwise', 'NO'),
);

/** c1 is asked where a system at the place of sale, or a staff computer with a payment form, takes the card. */
const salesSystem: Test = (facts) => {
  if (facts.way === undefined) return { state: 'OPEN', asks: ['way'] };
  return salesSystems.includes(facts.way) ? wayIn(...salesSystems)(facts) : staffTypes(facts);
};

/** Terminals that dial out and are tied to another system are not isolated either: b2 answers bip3. */
const terminalsIsolated: Test = (facts) =>
  facts.way === 'TERMINAL_DIAL_OUT' && facts.read('b2') !== undefined && facts.read('b2') !== 'YES'
    ? failed(facts.id('b2'))
    : yes('bip3')(facts);

/**
 * Every eligibility criterion of the merchant questionnaires, by the catalogue's ids. Those that a structural answer
 * settles are derived from it; the others are asked. D has its own two: they follow from the run as a whole.
 */
export const criteria: Record<Exclude<MerchantQuestionnaireId, 'D-Merchant'>, Record<string, Test>> = {
  A: {
    a1: onlyChannels('E_COMMERCE', 'MOTO'),
    a2: all(wayIn(...providerForm, 'OUTSOURCED_MOTO'), yes('outsourced')),
    a3: nothingElectronic,
    a4: compliant,
    a5: paperOnly,
    a6: (facts) =>
      facts.way === 'OUTSOURCED_MOTO'
        ? notConcerned(facts.id('way'))
        : all(wayIn(...providerForm), answered('elements', 'PROVIDER_ALL'))(facts),
    a7: (facts) => {
      if (facts.way === undefined) return { state: 'OPEN', asks: ['way'] };
      return embedded.includes(facts.way)
        ? answered('scripts', 'OWN_TECHNIQUES', 'PROVIDER_CONFIRMED')(facts)
        : notConcerned(facts.id('way'));
    },
  },
  'A-EP': {
    aep1: onlyChannels('E_COMMERCE'),
    aep2: all(wayIn(...providerForm, ...ownForm), yes('outsourced')),
    aep3: all(
      wayIn(...providerForm, ...ownForm),
      forWays(['HOSTED_FIELDS', 'MOBILE_SDK', ...ownForm], answered('receives', 'NEVER')),
      forWays(['WALLET'], answered('wallet', 'PROVIDER')),
    ),
    aep4: answered('hosting', 'OWN', 'COMPLIANT'),
    aep5: all(wayIn(...providerForm, ...ownForm), (facts) =>
      facts.way && !pageForms.includes(facts.way) && facts.read('elements') === 'PROVIDER_ALL'
        ? answered('elements', 'PROVIDER_ALL')(facts)
        : answered('thirdParty', 'NO')(facts),
    ),
    aep6: nothingElectronic,
    aep7: compliant,
    aep8: paperOnly,
  },
  B: {
    b1: wayIn('IMPRINTER', 'TERMINAL_DIAL_OUT'),
    b2: forWays(['TERMINAL_DIAL_OUT'], yes('b2')),
    b3: forWays(['TERMINAL_DIAL_OUT'], yes('b3')),
    b4: notStored,
    b5: paperOnly,
  },
  'B-IP': {
    bip1: all(wayIn('TERMINAL_IP', 'TERMINAL_P2PE', 'TERMINAL_DIAL_OUT'), yes('bip1')),
    bip2: yes('bip2'),
    bip3: terminalsIsolated,
    bip4: yes('bip4'),
    bip5: yes('bip5'),
    bip6: notStored,
    bip7: paperOnly,
  },
  C: {
    c1: all(salesSystem, yes('c1')),
    c2: yes('c2'),
    c3: yes('c3'),
    c4: notStored,
    c5: paperOnly,
  },
  'C-VT': {
    cvt1: wayIn('VIRTUAL_TERMINAL'),
    cvt2: yes('cvt2'),
    cvt3: yes('cvt3'),
    cvt4: yes('cvt4'),
    cvt5: yes('cvt5'),
    cvt6: nothingOtherwise,
    cvt7: paperOnly,
  },
  P2PE: {
    p1: all(wayIn('TERMINAL_P2PE'), yes('p1')),
    p2: yes('p2'),
    p3: nothingOtherwise,
    p4: paperOnly,
    p5: yes('p5'),
  },
  SPoC: {
    s1: all(onlyChannels('CARD_PRESENT'), answered('attended', 'YES')),
    s2: all(wayIn('TERMINAL_SPOC'), yes('s2')),
    s3: yes('s3'),
    s4: nothingOtherwise,
    s5: yes('s5'),
    s6: paperOnly,
    s7: yes('s7'),
  },
};
