import { describe, expect, it } from 'vitest';
import type { PaymentChannel, QuestionnaireId } from '@/lib/catalogue/model';
import type { IntegrationMethod } from '@/lib/integration/model';
import { conclude } from './conclude';
import { answerAll, context, integration } from './testing';
import { walk } from './walk';

const ONLINE: PaymentChannel[] = ['E_COMMERCE'];
const PHONE: PaymentChannel[] = ['MOTO'];
const SHOP: PaymentChannel[] = ['CARD_PRESENT'];

type Said = Record<string, string | readonly string[]>;
type Scenario = [
  name: string,
  method: IntegrationMethod,
  channels: PaymentChannel[],
  said: Said,
  expected: QuestionnaireId | null,
];

/** One integration, registered as such; everything that is not said is in good order. */
const scenarios: Scenario[] = [
  ['Stripe Checkout by redirect', 'HOSTED_REDIRECT', ONLINE, {}, 'A'],
  [
    'redirect to a page that loads our own script',
    'HOSTED_REDIRECT',
    ONLINE,
    { elements: 'OWN_FILES' },
    'A-EP',
  ],
  [
    'redirect, provider not confirmed as compliant',
    'HOSTED_REDIRECT',
    ONLINE,
    { compliant: 'NO' },
    'D-Merchant',
  ],
  [
    'redirect, compliance of the provider not known yet',
    'HOSTED_REDIRECT',
    ONLINE,
    { compliant: 'UNSURE' },
    'D-Merchant',
  ],
  [
    'redirect, customers also mail card numbers',
    'HOSTED_REDIRECT',
    ONLINE,
    { otherwise: 'YES' },
    'D-Merchant',
  ],
  ['redirect, cards kept in the database', 'HOSTED_REDIRECT', ONLINE, { stored: 'YES' }, 'D-Merchant'],
  [
    'redirect, refunds done by hand on own systems',
    'HOSTED_REDIRECT',
    ONLINE,
    { outsourced: 'NO' },
    'D-Merchant',
  ],
  [
    'redirect, printed mails with card numbers',
    'HOSTED_REDIRECT',
    ONLINE,
    { paper: 'PRINTED' },
    'D-Merchant',
  ],
  ['redirect, paper order forms by post', 'HOSTED_REDIRECT', ONLINE, { paper: 'PAPER' }, 'A'],
  [
    'hosted fields, provider confirms script protection',
    'HOSTED_FIELDS',
    ONLINE,
    { scripts: 'PROVIDER_CONFIRMED' },
    'A',
  ],
  ['hosted fields, own script monitoring', 'HOSTED_FIELDS', ONLINE, { scripts: 'OWN_TECHNIQUES' }, 'A'],
  ['hosted fields, scripts not confirmed', 'HOSTED_FIELDS', ONLINE, { scripts: 'NO' }, 'A-EP'],
  ['hosted fields, scripts not known yet', 'HOSTED_FIELDS', ONLINE, { scripts: 'UNSURE' }, 'A-EP'],
  [
    'hosted fields, scripts not confirmed and adverts on the page',
    'HOSTED_FIELDS',
    ONLINE,
    { scripts: 'NO', thirdParty: 'YES' },
    'D-Merchant',
  ],
  ['expiry date outside the frame', 'HOSTED_FIELDS', ONLINE, { elements: 'SOME_FIELDS' }, 'A-EP'],
  [
    'expiry date outside the frame and posted to our server',
    'HOSTED_FIELDS',
    ONLINE,
    { elements: 'SOME_FIELDS', receives: 'YES' },
    'D-Merchant',
  ],
  ['direct post from our own form', 'DIRECT_POST', ONLINE, {}, 'A-EP'],
  ['direct post on a host that is not compliant', 'DIRECT_POST', ONLINE, { hosting: 'NOT' }, 'D-Merchant'],
  ['direct post on our own servers', 'DIRECT_POST', ONLINE, { hosting: 'OWN' }, 'A-EP'],
  ['direct post whose error reports hold the form', 'DIRECT_POST', ONLINE, { receives: 'YES' }, 'D-Merchant'],
  ['direct post with a chat widget on the page', 'DIRECT_POST', ONLINE, { thirdParty: 'YES' }, 'D-Merchant'],
  ['form built by the provider’s script in our page', 'PROVIDER_SCRIPT_FORM', ONLINE, {}, 'A-EP'],
  ['own server calls the card API', 'SERVER_API', ONLINE, {}, 'D-Merchant'],
  ['cards kept for later on our own server', 'HOSTED_FIELDS', ONLINE, { stored: 'YES' }, 'D-Merchant'],
  ['payment links by mail', 'PAYMENT_LINK', ONLINE, {}, 'A'],
  ['payment links sent to callers', 'PAYMENT_LINK', ['E_COMMERCE', 'MOTO'], {}, 'A'],
  ['provider’s payment screen in our own app', 'MOBILE_SDK', ONLINE, {}, 'A'],
  [
    'own card fields in our app over the provider’s library',
    'MOBILE_SDK',
    ONLINE,
    { elements: 'SOME_FIELDS' },
    'A-EP',
  ],
  ['wallet buttons, opened by the provider', 'HOSTED_REDIRECT', ONLINE, { 'way.it': 'WALLET' }, 'A'],
  [
    'wallet buttons, opened by our server',
    'HOSTED_REDIRECT',
    ONLINE,
    { 'way.it': 'WALLET', wallet: 'OWN' },
    'D-Merchant',
  ],
  ['shop run by a platform', 'HOSTED_REDIRECT', ONLINE, { 'way.it': 'HOSTED_SHOP' }, 'A'],
  ['phone orders answered by a call centre of somebody else', 'OUTSOURCED_MOTO', PHONE, {}, 'A'],
  ['keypad service, call stays on our lines', 'OUTSOURCED_MOTO', PHONE, { telephony: 'YES' }, 'D-Merchant'],
  ['call centre with an isolated virtual terminal', 'VIRTUAL_TERMINAL', PHONE, {}, 'C-VT'],
  [
    'virtual terminal in the office network, otherwise a single isolated store',
    'VIRTUAL_TERMINAL',
    PHONE,
    { cvt3: 'NO' },
    'C',
  ],
  [
    'virtual terminal in the office network, not isolated',
    'VIRTUAL_TERMINAL',
    PHONE,
    { cvt3: 'NO', c2: 'NO' },
    'D-Merchant',
  ],
  ['virtual terminal with a card reader attached', 'VIRTUAL_TERMINAL', SHOP, { cvt5: 'NO' }, 'C'],
  ['virtual terminal and recorded calls', 'VIRTUAL_TERMINAL', PHONE, { stored: 'YES' }, 'D-Merchant'],
  [
    'virtual terminal that we host ourselves',
    'VIRTUAL_TERMINAL',
    PHONE,
    { cvt2: 'NO', c1: 'NO' },
    'D-Merchant',
  ],
  ['staff type callers’ cards into hosted fields', 'HOSTED_FIELDS', PHONE, { typedBy: 'STAFF' }, 'C'],
  ['the same on an office network', 'HOSTED_FIELDS', PHONE, { typedBy: 'STAFF', c2: 'NO' }, 'D-Merchant'],
  ['terminals of a listed P2PE solution', 'TERMINAL_P2PE', SHOP, {}, 'P2PE'],
  ['P2PE terminals for phone orders', 'TERMINAL_P2PE', PHONE, {}, 'P2PE'],
  ['P2PE with the manual not followed, stand-alone terminals', 'TERMINAL_P2PE', SHOP, { p5: 'NO' }, 'B-IP'],
  [
    'encryption that is not listed, terminals behind a till',
    'TERMINAL_P2PE',
    SHOP,
    { p1: 'NO', bip1: 'NO' },
    'C',
  ],
  [
    'encryption that is not listed, nothing isolated',
    'TERMINAL_P2PE',
    SHOP,
    { p1: 'NO', bip1: 'NO', c2: 'NO' },
    'D-Merchant',
  ],
  ['tablet with a secure card reader', 'TERMINAL_SPOC', SHOP, {}, 'SPoC'],
  ['the same in an unattended kiosk', 'TERMINAL_SPOC', SHOP, { attended: 'NO' }, 'C'],
  [
    'reader that is not on the SPoC list, several sites',
    'TERMINAL_SPOC',
    SHOP,
    { s2: 'NO', c3: 'NO' },
    'D-Merchant',
  ],
  ['stand-alone network terminals, isolated', 'TERMINAL_IP', SHOP, {}, 'B-IP'],
  ['stand-alone network terminals for phone orders', 'TERMINAL_IP', PHONE, {}, 'B-IP'],
  ['network terminals that need a tablet', 'TERMINAL_IP', SHOP, { bip5: 'NO' }, 'C'],
  ['network terminals on the office network', 'TERMINAL_IP', SHOP, { bip3: 'NO', c2: 'NO' }, 'D-Merchant'],
  ['terminals that dial out', 'TERMINAL_DIAL_OUT', SHOP, {}, 'B'],
  ['dial-out terminals that also use the internet', 'TERMINAL_DIAL_OUT', SHOP, { b3: 'NO' }, 'B-IP'],
  ['dial-out terminals tied to a till', 'TERMINAL_DIAL_OUT', SHOP, { b2: 'NO' }, 'C'],
  ['imprint machine', 'IMPRINTER', SHOP, { paper: 'PAPER' }, 'B'],
  ['imprint slips that are scanned', 'IMPRINTER', SHOP, { stored: 'YES' }, 'D-Merchant'],
  ['till on the internet in one shop', 'PAYMENT_APPLICATION', SHOP, {}, 'C'],
  ['tills of several connected shops', 'PAYMENT_APPLICATION', SHOP, { c3: 'NO' }, 'D-Merchant'],
  ['tap on phone', 'TERMINAL_IP', SHOP, { 'way.it': 'TAP_TO_PHONE' }, 'C'],
  [
    'one integration online and face to face, mixed',
    'HOSTED_REDIRECT',
    ['E_COMMERCE', 'CARD_PRESENT'],
    { way: 'OTHER' },
    'D-Merchant',
  ],
  ['level 1 merchant with a redirect', 'HOSTED_REDIRECT', ONLINE, { validation: 'LEVEL_1' }, null],
  ['acquirer asks for a report', 'HOSTED_REDIRECT', ONLINE, { validation: 'TOLD_ROC' }, null],
  ['after a compromise', 'DIRECT_POST', ONLINE, { validation: 'COMPROMISED' }, null],
];

describe('which questionnaire applies to one way of taking cards', () => {
  it.each(scenarios)('%s', (_name, method, channels, said, expected) => {
    const about = context([integration('It', method, channels)]);
    const answers = answerAll(about, said);
    const results = conclude(about, answers);
    expect(results?.map((result) => result.questionnaireId)).toEqual([expected]);
    // What the scenario says was really asked; otherwise it proves nothing.
    const { given } = walk(about, answers);
    for (const [id, value] of Object.entries(said)) {
      const kind = id.split('.')[0] ?? id;
      const asked = [...given].filter(([key]) => key === id || key.split('.')[0] === kind);
      expect(
        asked.some(([, values]) => values.join() === [value].flat().join()),
        id,
      ).toBe(true);
    }
  });

  it('a service provider has one questionnaire, whatever it does', () => {
    const about = context([integration('Platform', 'SERVER_API', ONLINE)], [], 'SERVICE_PROVIDER');
    const [result] = conclude(about, answerAll(about)) ?? [];
    expect(result?.questionnaireId).toBe('D-ServiceProvider');
    expect(result?.alternatives.filter(({ state }) => state === 'OUT')).toHaveLength(9);
    expect(result?.criteria.map(({ criterionId }) => criterionId)).toEqual(['dsp1']);
  });

  it('a service provider that no brand lets assess itself ends with a report', () => {
    const about = context([], [], 'SERVICE_PROVIDER');
    const [result] = conclude(about, answerAll(about, { validation: 'TOLD_ROC' })) ?? [];
    expect(result).toMatchObject({ outcome: 'REPORT_ON_COMPLIANCE', questionnaireId: null });
  });

  it('bank debit needs no questionnaire', () => {
    const about = context([integration('It', 'HOSTED_REDIRECT', ONLINE)]);
    const [result] = conclude(about, answerAll(about, { 'way.it': 'NOT_CARDS' })) ?? [];
    expect(result).toMatchObject({ outcome: 'NO_CARD_DATA', questionnaireId: null });
  });

  it('a terminal solution and an online shop in one integration are judged apart when they differ', () => {
    const about = context([integration('It', 'TERMINAL_P2PE', ['CARD_PRESENT', 'E_COMMERCE'])]);
    const said = {
      way: 'DIFFERENT',
      'way.it-CARD_PRESENT': 'TERMINAL_P2PE',
      'way.it-E_COMMERCE': 'HOSTED_REDIRECT',
    };
    const apart = conclude(about, answerAll(about, said));
    expect(apart?.map((result) => result.questionnaireId).sort()).toEqual(['A', 'P2PE']);
    const shared = conclude(about, answerAll(about, { ...said, shares: 'it-CARD_PRESENT' }));
    expect(shared?.map((result) => result.questionnaireId)).toEqual(['D-Merchant']);
  });
});
