import { describe, expect, it } from 'vitest';
import { answer, fullDraft, requirements, shop } from '../testing/sources';
import { carryOver } from './carry-over';
import { drawUp } from './content';

const last = { form: fullDraft(), assessmentName: 'Web shop 2025', relation: 'SAME' as const };

describe('values carried over into the form', () => {
  it('takes part 1a from the legal entity and says so', () => {
    const { form, origins } = carryOver(shop(), {});
    expect(form.entity).toMatchObject({
      companyName: 'Marlow Outdoor GmbH',
      contactEmail: 'priya@marlow.example',
    });
    expect(origins.entity).toMatchObject({ companyName: 'LEGAL_ENTITY', contactEmail: 'LEGAL_ENTITY' });
    expect(origins.entity?.region).toBeUndefined();
  });

  it('answers part 2f from the register: any provider with the fact makes it a yes', () => {
    const { form } = carryOver(shop(), {});
    expect(form.providers).toEqual({
      handleAccountData: true,
      manageInScope: false,
      couldAffectSecurity: true,
      providers: [{ name: 'Paywell', service: 'Hosted payment page' }],
    });
  });

  it('prefers last year’s description to generated words, and the register to last year’s providers', () => {
    const { form, origins } = carryOver(shop({ last }), {});
    expect(form.environment.connections).toBe('Redirect to the provider');
    expect(origins.environment?.connections).toBe('LAST');
    expect(origins.providers?.providers).toBe('PROVIDERS');
  });

  it('never takes eligibility, dates or the assessors’ share from last year', () => {
    const { form } = carryOver(shop({ last, pickerCriteria: {} }), {});
    expect(form.eligibility?.criteria).toEqual([]);
    expect(form.completion.completedOn).toBeNull();
    expect(form.qsa.involved).toBeNull();
  });

  it('takes only the people from an attestation of other payments', () => {
    const { form, origins } = carryOver(shop({ last: { ...last, relation: 'OTHER' } }), {});
    expect(form.officer).toEqual(last.form.officer);
    expect(Object.values(origins.environment ?? {})).not.toContain('LAST');
    expect(Object.values(origins.channels ?? {})).not.toContain('LAST');
    expect(form.channels?.channelsExcluded ?? null).toBeNull();
    expect(Object.values(origins.products ?? {})).not.toContain('LAST');
  });

  it('says again what a correction does not correct', () => {
    const { form } = carryOver(shop({ last: { ...last, relation: 'CORRECTED' }, pickerCriteria: {} }), {});
    expect(form.eligibility?.criteria).toHaveLength(2);
    expect(form.qsa.involved).toBe(false);
    expect(form.completion.completedOn).toBeNull();
  });

  it('lets parts 3c and 3d follow part 1b', () => {
    const assessor = { ...fullDraft().assessor, qsaInvolved: true, qsaCompany: 'Audit & Co' };
    const draft = fullDraft({ assessor: assessor as ReturnType<typeof fullDraft>['assessor'] });
    expect(carryOver(shop(), draft).form.qsa).toMatchObject({ involved: true, company: 'Audit & Co' });
  });

  it('proposes the latest date of the plans as target date, and their actions for part 4', () => {
    const list = requirements({
      '2.2.2': answer('NOT_IN_PLACE', { planTargetOn: '2027-01-31', planAction: 'Remove defaults' }),
      '3.1.1': answer('NOT_IN_PLACE', { planTargetOn: '2027-03-31', planAction: 'Write rules' }),
    });
    const { form } = carryOver(shop({ requirements: list }), {});
    expect(form.result.targetOn).toBe('2027-03-31');
    expect(form.plan?.items).toEqual([
      { principalNumber: '2', targetOn: '2027-01-31', actions: '2.2.2: Remove defaults' },
      { principalNumber: '3', targetOn: '2027-03-31', actions: '3.1.1: Write rules' },
    ]);
  });

  it('does not propose what the form cannot hold', () => {
    const { legalEntity } = shop();
    const { form, origins } = carryOver(shop({ legalEntity: { ...legalEntity, city: 'x'.repeat(301) } }), {});
    expect(form.entity.city).toBe('');
    expect(origins.entity?.city).toBeUndefined();
    expect(form.entity.street).toBe('Hafenstr. 1');
  });

  it('a confirmed part stands, whatever the register says later', () => {
    const { legalEntity } = shop();
    const { form } = drawUp(shop({ legalEntity: { ...legalEntity, name: 'Renamed GmbH' } }), fullDraft());
    expect(form.entity.companyName).toBe('Marlow Outdoor GmbH');
  });
});
