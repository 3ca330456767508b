import { beforeAll, describe, expect, test } from 'vitest';
import { makeOrganization, type TestMember, type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import { makeAssessment } from '@/lib/response/testing';
import type { FormPart } from '../model/form';
import { getSignOff } from '../queries/sign-off';
import { assessmentEvents } from '../testing/rows';
import { prepareAttestation } from './prepare';

let ours: TestOrganization;
let colleague: TestMember;
let theirs: TestOrganization;

beforeAll(async () => {
  [ours, theirs] = await Promise.all([makeOrganization({ name: 'Priya Raman' }), makeOrganization()]);
  colleague = await ours.addMember({ name: 'Hanne Vik' });
});

const prepare = (
  assessmentId: string,
  part: FormPart,
  values: Record<string, unknown>,
  basis = '',
  person: TestMember = ours,
) => prepareAttestation(person.grant('attestation:prepare'), { assessmentId, part, basis, values });

async function page(assessmentId: string) {
  const found = await getSignOff(ours.grant('attestation:read'), assessmentId);
  if (!('draft' in found)) throw new Error('signed');
  return found.draft;
}
const basis = async (assessmentId: string, part: FormPart) =>
  (await page(assessmentId)).parts.find((one) => one.part === part)?.basis;

describe('filling in the form', () => {
  test('keeps half a part, says what is missing, and records the change', async () => {
    const assessmentId = await makeAssessment(ours, 'A');
    await prepare(assessmentId, 'environment', { connections: 'Redirect', segmentationUsed: 'no' });
    const { form, parts, savedBy } = await page(assessmentId);
    expect(form.environment).toMatchObject({ connections: 'Redirect', segmentationUsed: false });
    expect(savedBy).toBe('Priya Raman');
    expect(parts.find(({ part }) => part === 'environment')).toMatchObject({
      isConfirmed: true,
      missing: [{ field: 'criticalComponents' }, { field: 'affectingComponents' }],
    });
    expect(await assessmentEvents(assessmentId)).toEqual([
      {
        type: 'attestation.prepared',
        data: {
          'Part 2c': { from: null, to: 'confirmed' },
          'environment.connections': { from: '', to: 'Redirect' },
          'environment.segmentationUsed': { from: null, to: false },
        },
      },
    ]);
  });

  test('the same again changes nothing and records nothing', async () => {
    const assessmentId = await makeAssessment(ours, 'A');
    await prepare(assessmentId, 'officer', { name: 'Daniel Okafor', title: 'CEO' });
    await prepare(assessmentId, 'officer', { title: 'CEO', name: ' Daniel Okafor ' });
    expect(await assessmentEvents(assessmentId)).toHaveLength(1);
  });

  test('two people may fill in two parts at once, the same part only one after the other', async () => {
    const assessmentId = await makeAssessment(ours, 'A');
    await Promise.all([
      prepare(assessmentId, 'officer', { name: 'Daniel Okafor', title: 'CEO' }),
      prepare(
        assessmentId,
        'completion',
        { completedOn: '2026-11-22', legalConstraint: 'no' },
        '',
        colleague,
      ),
    ]);
    const seen = (await basis(assessmentId, 'officer')) ?? '';
    await prepare(assessmentId, 'officer', { name: 'Daniel Okafor', title: 'Director' }, seen, colleague);
    await expect(
      prepare(assessmentId, 'officer', { name: 'Dan', title: 'Boss' }, seen),
    ).rejects.toMatchObject({
      code: 'CONFLICT',
      message: expect.stringContaining('Hanne Vik saved this part'),
    });
    const { form, version } = await page(assessmentId);
    expect(form.officer.title).toBe('Director');
    expect(form.completion.completedOn).toBe('2026-11-22');
    expect(version).toBe(3);
  });

  test.each([
    ['an unknown field', 'officer', { name: 'A', role: 'x' }, 'INVALID'],
    ['a day that does not exist', 'completion', { completedOn: '2026-02-31' }, 'INVALID'],
    ['a day in the future', 'completion', { completedOn: '2099-01-01' }, 'INVALID'],
    ['an operator object', 'officer', { name: { $ne: '' } }, 'INVALID'],
    ['control characters', 'officer', { name: 'A\u0000B' }, 'INVALID'],
    ['a part of another questionnaire', 'services', { servicesExcluded: 'no' }, 'INVALID'],
    [
      'a number of places below one',
      'locations',
      { locations: [{ facilityType: 'Shop', count: '-3' }] },
      'INVALID',
    ],
    [
      'a number of places in words',
      'locations',
      { locations: [{ facilityType: 'Shop', count: 'a few' }] },
      'INVALID',
    ],
    ['half a place', 'locations', { locations: [{ facilityType: 'Shop', count: '1.5' }] }, 'INVALID'],
    ['a million places', 'locations', { locations: [{ facilityType: 'Shop', count: '1000000' }] }, 'INVALID'],
    [
      'too many rows',
      'locations',
      { locations: Array.from({ length: 201 }, () => ({ count: '1' })) },
      'INVALID',
    ],
  ] as const)('%s is refused and nothing is kept', async (_, part, values, code) => {
    const assessmentId = await makeAssessment(ours, 'A');
    await expect(prepare(assessmentId, part, values)).rejects.toMatchObject({ code });
    expect((await page(assessmentId)).version).toBe(0);
    expect(await assessmentEvents(assessmentId)).toEqual([]);
  });

  test('a number of places that an earlier version took is read, and asked for again', async () => {
    const assessmentId = await makeAssessment(ours, 'A');
    const place = { facilityType: 'Shop', count: '3', cityAndCountry: 'Hamburg, Germany' };
    await prepare(assessmentId, 'locations', { locations: [place] });
    const older = JSON.stringify({ locations: { locations: [{ ...place, count: '-3' }] } });
    await unsafeRows('UPDATE "Attestation" SET "form" = $2::jsonb WHERE "assessmentId" = $1', [
      assessmentId,
      older,
    ]);
    const { form, parts } = await page(assessmentId);
    expect(form.locations.locations).toMatchObject([{ count: '-3' }]);
    expect(parts.find(({ part }) => part === 'locations')?.missing).toEqual([
      { field: 'locations.0.count', words: 'whole number in row 1' },
    ]);
  });

  test('names the row of a number that is refused', async () => {
    const assessmentId = await makeAssessment(ours, 'A');
    const empty = { facilityType: '', count: '', cityAndCountry: '' };
    await expect(
      prepare(assessmentId, 'locations', { locations: [empty, { ...empty, count: '-3' }] }),
    ).rejects.toMatchObject({
      fieldErrors: { 'locations.1.count': ['Enter a whole number from 1 to 999999.'] },
    });
  });

  test('rows in which nothing was entered are dropped', async () => {
    const assessmentId = await makeAssessment(ours, 'A');
    const empty = { facilityType: '', count: '', cityAndCountry: '' };
    await prepare(assessmentId, 'locations', { locations: [empty, { ...empty, count: '2' }, empty] });
    expect((await page(assessmentId)).form.locations.locations).toEqual([{ ...empty, count: '2' }]);
  });

  test('an assessment of another organization, or an archived one, takes nothing', async () => {
    const assessmentId = await makeAssessment(ours, 'A');
    const values = { name: 'X', title: 'Y' };
    await expect(prepare(assessmentId, 'officer', values, '', theirs)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    const archived = await makeAssessment(ours, 'A', { archived: true });
    await expect(prepare(archived, 'officer', values)).rejects.toMatchObject({ code: 'WRONG_STATE' });
  });
});
