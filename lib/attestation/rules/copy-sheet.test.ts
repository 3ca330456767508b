import { describe, expect, it } from 'vitest';
import { answer, fullDraft, requirements, shop } from '../testing/sources';
import { drawUp } from './content';
import { copySheet } from './copy-sheet';

const sheetOf = (sources: Parameters<typeof shop>[0] = {}, draft = fullDraft()) =>
  copySheet(drawUp(shop(sources), draft).content, null);

describe('the copy sheet', () => {
  it('keeps the order of the official form', () => {
    const list = requirements({ '2.2.2': 'IN_PLACE_WITH_CCW', '3.1.1': 'NOT_APPLICABLE' });
    expect(sheetOf({ requirements: list }).map(({ name }) => name)).toEqual([
      'Part 1a',
      'Part 1b',
      'Part 2a',
      'Part 2b',
      'Part 2c',
      'Part 2d',
      'Part 2e',
      'Part 2f',
      'Part 2g',
      'Part 2h',
      'Section 2',
      'Section 2',
      'Appendix B',
      'Appendix C',
      'Part 3',
      'Part 3a',
      'Part 3b',
      'Part 3c',
      'Part 3d',
    ]);
  });

  it('gives each field by itself, as portals ask for it', () => {
    const [entity] = sheetOf();
    expect(entity?.rows.slice(0, 4)).toEqual([
      { label: 'Company name', value: 'Marlow Outdoor GmbH' },
      { label: 'Trading as', value: 'Marlow' },
      { label: 'Street and number', value: 'Hafenstr. 1' },
      { label: 'Postal code', value: '20457' },
    ]);
  });

  it('asks on after a yes only', () => {
    const find = (involved: boolean) =>
      sheetOf({}, fullDraft({ assessor: { ...drawUp(shop(), {}).form.assessor, qsaInvolved: involved } }))
        .find(({ id }) => id === 'assessor')
        ?.rows.map(({ label }) => label);
    expect(find(false)).not.toContain('QSA company');
    expect(find(true)).toContain('QSA company');
  });

  it('has one row per answer row, open ones empty', () => {
    const list = requirements({
      '6.4.3': [answer('IN_PLACE', { label: 'Authorised' }), answer(null, { row: 1, label: 'Inventory' })],
    });
    expect(sheetOf({ requirements: list }).find(({ id }) => id === 'answers')?.rows).toEqual([
      { label: '6.4.3 Authorised', value: 'In Place' },
      { label: '6.4.3 Inventory', value: '' },
    ]);
  });

  it('states extent and target date only where they belong', () => {
    const gap = { requirements: requirements({ '2.2.2': 'NOT_IN_PLACE' }) };
    const result = { targetOn: '2027-03-31', planRequested: false, signIncomplete: false };
    const rows = (sheet: ReturnType<typeof sheetOf>) => sheet.find(({ id }) => id === 'validation')?.rows;
    expect(rows(sheetOf())).toEqual([{ label: 'Status', value: 'Compliant' }]);
    expect(rows(sheetOf({ ...gap, questionnaireId: 'D-Merchant' }, fullDraft({ result })))).toEqual([
      { label: 'Full or partial assessment', value: 'Full' },
      { label: 'Status', value: 'Non-Compliant' },
      { label: 'Target date for compliance', value: '2027-03-31' },
    ]);
  });

  it('ticks the acknowledgements of part 3a once they are given', () => {
    const { content } = drawUp(shop(), fullDraft());
    const rows = (signature: Parameters<typeof copySheet>[1]) =>
      copySheet(content, signature).find(({ id }) => id === 'acknowledgement')?.rows;
    expect(rows(null)?.map(({ value }) => value)).toEqual(['', '', '']);
    const given = [{ id: 'fair', text: 'As it was worded then.' }];
    expect(rows({ acknowledgements: given } as unknown as Parameters<typeof copySheet>[1])).toEqual([
      { label: 'As it was worded then.', value: 'Yes' },
    ]);
  });

  it('says yes or no for every principal requirement in part 4', () => {
    const result = { targetOn: '2027-03-31', planRequested: true, signIncomplete: false };
    const plan = { items: [{ principalNumber: '2', targetOn: '2027-03-31', actions: 'Remove defaults' }] };
    const gap = { requirements: requirements({ '2.2.2': 'NOT_IN_PLACE', '3.1.1': 'IN_PLACE' }) };
    const rows = sheetOf(gap, fullDraft({ plan, result })).find(({ id }) => id === 'plan')?.rows ?? [];
    const answers = rows.filter(({ label }) => label.endsWith(': compliant'));
    expect(answers.map(({ value }) => value)).toEqual(['No', 'Yes']);
    expect(rows.some(({ value }) => value === 'Remove defaults')).toBe(true);
  });
});
