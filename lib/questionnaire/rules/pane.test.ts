import { describe, expect, it } from 'vitest';
import { considering, paneOf } from './pane';
import { context, integration } from './testing';
import { walk } from './walk';

const shop = integration('Shop', 'DIRECT_POST', ['E_COMMERCE']);
const start = { validation: ['SELF'] };

function pane(about = context([shop]), answers: Record<string, string[]> = start) {
  const walked = walk(about, answers);
  return paneOf(about, walked, walked.next?.ref ?? null);
}

describe('the pane beside a question', () => {
  it('says where the answers lead, why, and which answer ruled out what', () => {
    const seen = pane();
    expect(seen.leading).toEqual({ questionnaireId: 'A-EP', requirementCount: 139 });
    expect(seen.reasons.map((reason) => [reason.statement, reason.effect])).toEqual([
      ['You are assessed as a merchant.', 'rules out D for service providers'],
      ['You may assess yourself.', 'keeps self-assessment open'],
      ['Shop takes cards online only.', 'rules out P2PE, SPoC, B, B-IP, C-VT and C'],
      ['Your own page holds the card fields and posts them to the provider.', 'rules out A'],
    ]);
    expect(seen.candidates.find((one) => one.questionnaireId === 'A')).toMatchObject({
      state: 'OUT',
      step: 4,
    });
    expect(seen.candidates.find((one) => one.questionnaireId === 'P2PE')).toMatchObject({
      state: 'OUT',
      step: 3,
    });
    expect(seen.candidates.find((one) => one.questionnaireId === 'D-Merchant')?.state).toBe('OPEN');
    expect(seen.smaller).toMatchObject({ questionnaireId: 'A', fewerRequirements: 112 });
    expect(seen.openCount).toBe(8);
  });

  it('follows an answer that is only being considered', () => {
    const about = context([shop]);
    const ref = {
      id: 'way.shop',
      kind: 'way',
      unit: { key: 'shop', integration: shop, channels: shop.channels },
    } as const;
    expect(considering(about, start, ref, ['HOSTED_REDIRECT']).leading?.questionnaireId).toBe('A');
    expect(considering(about, start, ref, ['SERVER_API']).leading?.questionnaireId).toBe('D-Merchant');
    expect(considering(about, start, ref, ['NOT_CARDS']).outcome).toBe('NO_CARD_DATA');
  });

  it('claims nothing before it is known how cards are taken', () => {
    expect(pane(context([shop]), {}).leading).toBeNull();
  });

  it('says when no questionnaire is due', () => {
    expect(pane(context([shop]), { validation: ['TOLD_ROC'] })).toMatchObject({
      outcome: 'REPORT_ON_COMPLIANCE',
      leading: null,
    });
  });

  it('keeps what was judged before in sight', () => {
    const api = integration('Api', 'SERVER_API', ['E_COMMERCE']);
    expect(pane(context([api, shop])).judged).toEqual([{ label: 'Api', questionnaireId: 'D-Merchant' }]);
  });
});
