import { describe, expect, it } from 'vitest';
import { integrationMethods } from '@/lib/integration/model';
import { fullDraft, requirements, shop } from '../testing/sources';
import { carryOver } from './carry-over';
import { drawUp } from './content';
import { stopsSignature } from './problems';

type Change = NonNullable<Parameters<typeof shop>[0]>;

const changed = {
  changes: [
    {
      integrationId: 'i',
      name: 'Checkout',
      changes: ['how cards are taken was “Redirect”, is now “Own server”', 'card numbers are now kept'],
    },
  ],
  decidedBy: null,
};
const problemOf = (code: string, sources: Change, draft = fullDraft()) =>
  drawUp(shop(sources), draft).problems.find((problem) => problem.code === code);

describe('a register that changed since the questionnaire was chosen', () => {
  it('stops the signature, names integration and change, and leads to both ways out', () => {
    const problem = problemOf('REGISTER_CHANGED', { register: changed });
    expect(problem).toMatchObject({
      severity: 'STOPS',
      places: [{ label: 'Checkout', place: { kind: 'INTEGRATION', integrationId: 'i' } }],
      place: { kind: 'PICKER' },
    });
    expect(problem?.words).toBe(
      'The register changed since the questionnaire was chosen. Checkout: how cards are taken was “Redirect”, is now “Own server”, card numbers are now kept. Find the questionnaire again, or set the register right',
    );
  });

  it('stands first, before what else is missing', () => {
    const { problems } = drawUp(shop({ register: changed }), {});
    expect(problems[0]?.code).toBe('REGISTER_CHANGED');
  });

  it('stops an honest Non-Compliant as well: it would stand on the wrong form', () => {
    const target = { targetOn: '2027-03-31', planRequested: false, signIncomplete: false };
    const gap = { requirements: requirements({ '2.2.2': 'NOT_IN_PLACE', '3.1.1': 'IN_PLACE' }) };
    const draft = fullDraft({ result: target });
    const stops = (sources: Change) =>
      drawUp(shop(sources), draft)
        .problems.filter(stopsSignature)
        .map(({ code }) => code);
    expect(stops(gap)).toEqual([]);
    expect(stops({ ...gap, register: changed })).toEqual(['REGISTER_CHANGED']);
  });

  it('says so when it was the acquirer who decided', () => {
    const words = problemOf('REGISTER_CHANGED', {
      register: { ...changed, decidedBy: 'North Bank, Ms Lee' },
    })?.words;
    expect(words).toContain('since North Bank, Ms Lee decided on SAQ A');
    expect(words).toContain('That decision spoke of the facts of then');
  });

  it('tells a correction that the signed revision stays', () => {
    const previous = { assessmentId: 'b', revision: 1, snapshotSha256: 'a'.repeat(64) };
    const words = problemOf('REGISTER_CHANGED', { register: changed, previous })?.words;
    expect(words).toContain('the signed revision stays as it is');
  });

  it('is no problem while it says what it said', () => {
    expect(problemOf('REGISTER_CHANGED', {})).toBeUndefined();
  });
});

const own = { id: 'i', name: 'Checkout', channels: ['E_COMMERCE' as const], assessments: [] };
const callCentre = { id: 'c', name: 'Call centre', channels: ['MOTO' as const], assessments: [] };
const tills = {
  id: 't',
  name: 'Tills',
  channels: ['CARD_PRESENT' as const],
  assessments: [{ name: 'Tills 2026', questionnaire: 'SAQ P2PE', channels: ['CARD_PRESENT' as const] }],
};

describe('ways of taking cards that part 2a leaves out', () => {
  it('are named when part 2a says that there are none', () => {
    const problem = problemOf('NOTHING_LEFT_OUT', { entityIntegrations: [own, callCentre, tills] });
    expect(problem).toMatchObject({ severity: 'ADVICE', place: { kind: 'PART', part: 'channels' } });
    expect(problem?.words).toBe(
      'Part 2a says that nothing is left out, but Marlow Outdoor GmbH also takes cards with Call centre, Tills',
    );
    expect(problem?.places).toContainEqual({
      label: 'Tills',
      place: { kind: 'INTEGRATION', integrationId: 't' },
    });
  });

  it('also by a channel of a covered integration that this assessment does not cover', () => {
    const twoWays = { ...own, channels: ['E_COMMERCE' as const, 'MOTO' as const] };
    expect(problemOf('NOTHING_LEFT_OUT', { entityIntegrations: [twoWays] })?.words).toContain('Checkout');
  });

  it.each([
    ['nothing else is in the register', { entityIntegrations: [own] }, fullDraft()],
    [
      'part 2a says yes',
      { entityIntegrations: [own, tills] },
      fullDraft({
        channels: {
          ...carryOver(shop(), {}).form.channels,
          channelsExcluded: true,
          excluded: [{ channel: 'CARD_PRESENT', description: 'Tills', reason: 'Apart' }],
        } as NonNullable<ReturnType<typeof fullDraft>['channels']>,
      }),
    ],
    [
      'it is a service provider, whose form has no such part',
      { entityIntegrations: [own, tills], questionnaireId: 'D-ServiceProvider' as const },
      fullDraft(),
    ],
  ])('are no matter when %s', (_, sources, draft) => {
    expect(problemOf('NOTHING_LEFT_OUT', sources, draft)).toBeUndefined();
  });

  it('are proposed with their channel, and with the assessment that covers them', () => {
    const { form, origins } = carryOver(shop({ entityIntegrations: [own, callCentre, tills] }), {});
    expect(form.channels).toMatchObject({
      channelsExcluded: true,
      excluded: [
        { channel: 'MOTO', description: 'Call centre', reason: '' },
        {
          channel: 'CARD_PRESENT',
          description: 'Tills',
          reason: 'Assessed separately with SAQ P2PE: Tills 2026.',
        },
      ],
    });
    expect(origins.channels?.excluded).toBe('INTEGRATIONS');
  });

  it('keep last year’s words where last year named some; a no of last year gives way', () => {
    const excluded = [{ channel: 'MOTO' as const, description: 'Phone', reason: 'Run by the group' }];
    const channels = { eCommerce: true, moto: false, cardPresent: false };
    const sources = (part: { channelsExcluded: boolean; excluded: typeof excluded }) =>
      shop({
        entityIntegrations: [own, callCentre],
        last: {
          form: fullDraft({ channels: { ...channels, ...part } }),
          assessmentName: 'Last',
          relation: 'SAME',
        },
      });
    expect(carryOver(sources({ channelsExcluded: true, excluded }), {}).form.channels?.excluded).toEqual(
      excluded,
    );
    expect(carryOver(sources({ channelsExcluded: false, excluded: [] }), {}).form.channels).toMatchObject({
      channelsExcluded: true,
      excluded: [{ description: 'Call centre' }],
    });
  });
});

describe('a description in part 2b', () => {
  const proposed = (change: object = {}) => {
    const [integration] = shop().assessment.integrations;
    const integrations = [{ ...integration, ...change }] as ReturnType<
      typeof shop
    >['assessment']['integrations'];
    const { assessment } = shop();
    return carryOver(shop({ assessment: { ...assessment, integrations } }), {}).form.cardRole;
  };
  const adviceFor = (description: string) =>
    problemOf(
      'ROLE_DIFFERS',
      {},
      fullDraft({ cardRole: { channels: [{ channel: 'E_COMMERCE', description }] } }),
    );
  const textOf = (change: object = {}) => proposed(change)?.channels[0]?.description ?? '';

  it('speaks of the company, not to it', () => {
    for (const method of integrationMethods) expect(textOf({ method })).not.toMatch(/\b(you|your|our|we)\b/i);
    expect(textOf()).toBe(
      'Checkout (E-commerce): Buyers leave the company’s site and type the card on the provider’s page. No account data is stored electronically.',
    );
  });

  it.each([
    ['another way of taking cards', () => textOf({ method: 'SERVER_API' })],
    ['account data that is kept', () => textOf({ storesAccountData: true })],
    [
      'another way, in the words of an earlier version',
      () =>
        'Checkout (E-commerce): Direct post from your own form. Your page holds the form. No account data is stored electronically.',
    ],
    ['another way, with a sentence added', () => `${textOf({ method: 'SERVER_API' })} Since May.`],
  ])('that was proposed for %s is worth a look', (_, description) => {
    expect(adviceFor(description())).toMatchObject({
      severity: 'ADVICE',
      words: 'Part 2b describes Checkout differently from the register',
      place: { kind: 'PART', part: 'cardRole' },
    });
  });

  it.each([
    ['today’s proposal', () => textOf()],
    ['own words', () => 'Typed on the provider’s page.'],
    ['own words about something else of the same name', () => 'Checkout (old): sold in May.'],
  ])('is left alone when it is %s', (_, description) => {
    expect(adviceFor(description())).toBeUndefined();
  });
});
