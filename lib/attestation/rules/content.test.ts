import { describe, expect, it } from 'vitest';
import { attestationContent } from '../model/snapshot';
import { answer, fullDraft, requirements, shop } from '../testing/sources';
import { drawUp } from './content';

describe('the document', () => {
  it('holds to its own schema for every audience', () => {
    expect(() => attestationContent.parse(drawUp(shop(), fullDraft()).content)).not.toThrow();
    const provider = drawUp(shop({ questionnaireId: 'D-ServiceProvider' }), {}).content;
    expect(attestationContent.parse(provider).audience).toBe('SERVICE_PROVIDER');
  });

  it('leaves out parts that the questionnaire does not have', () => {
    const { form } = drawUp(shop(), fullDraft()).content;
    expect([form.services, form.providerRole, form.approach, form.p2peSolution, form.plan]).toEqual([
      null,
      null,
      null,
      null,
      null,
    ]);
  });

  it('attests only the texts that belong to the answer', () => {
    const list = requirements({
      '2.2.2': answer('IN_PLACE', {
        notApplicableReason: 'typed before',
        planAction: 'old',
        legalException: true,
        ccwDefinition: 'old',
        resultNote: 'kept',
      }),
    });
    const [first] = drawUp(shop({ requirements: list }), fullDraft()).content.requirements;
    expect(first?.answers[0]).toMatchObject({
      notApplicableReason: '',
      planAction: '',
      legalException: false,
      ccwDefinition: '',
      resultNote: 'kept',
    });
  });

  it('counts requirements once, by their gravest row, and rows each', () => {
    const list = requirements({
      '2.2.2': [answer('IN_PLACE'), answer('NOT_IN_PLACE', { row: 1 })],
      '3.1.1': 'IN_PLACE',
    });
    const { counts } = drawUp(shop({ requirements: list }), fullDraft()).content;
    expect(counts.requirements).toMatchObject({ total: 2, NOT_IN_PLACE: 1, IN_PLACE: 1 });
    expect(counts.answerRows).toMatchObject({ total: 3, NOT_IN_PLACE: 1, IN_PLACE: 2 });
  });

  it('part 2g names every response type that occurs in a principal requirement, in the form’s order', () => {
    const list = requirements({
      '2.2.2': [answer('NOT_IN_PLACE'), answer('IN_PLACE', { row: 1 })],
      '2.2.5': 'NOT_APPLICABLE',
      '3.1.1': null,
    });
    const { summary } = drawUp(shop({ requirements: list }), fullDraft()).content;
    expect(summary.map(({ principalNumber, findings }) => [principalNumber, findings])).toEqual([
      ['2', ['IN_PLACE', 'NOT_APPLICABLE', 'NOT_IN_PLACE']],
      ['3', []],
    ]);
  });

  it('takes the covered channels from the assessment, whatever the form was sent', () => {
    const draft = fullDraft({
      channels: { eCommerce: false, moto: true, cardPresent: true, channelsExcluded: false, excluded: [] },
    });
    expect(drawUp(shop(), draft).content.form.channels).toMatchObject({
      eCommerce: true,
      moto: false,
      cardPresent: false,
    });
  });

  it('marks criteria that do not concern this merchant, as the picker or the integration’s method has it', () => {
    const { form } = drawUp(shop({ pickerCriteria: {} }), fullDraft()).content;
    expect(form.eligibility?.criteria).toEqual([
      { criterionId: 'a1', answer: 'YES' },
      { criterionId: 'a6', answer: 'YES' },
      { criterionId: 'a7', answer: 'NOT_CONCERNED' },
    ]);
  });

  it('justifies the service provider’s approach from the answers, per service', () => {
    const list = requirements({ '2.2.2': 'NOT_APPLICABLE', '3.1.1': 'NOT_TESTED' });
    const draft = {
      services: {
        included: [{ name: 'Gateway', category: null, type: '' }],
        servicesExcluded: false,
        excluded: [],
      },
    };
    const { form } = drawUp(
      shop({ questionnaireId: 'D-ServiceProvider', requirements: list }),
      draft,
    ).content;
    expect(form.approach?.services).toEqual([
      {
        service: 'Gateway',
        justification:
          '2.2.2 Not Applicable: No paper records\n3.1.1 Not Tested: Only milestone 1 was asked for',
      },
    ]);
  });
});
