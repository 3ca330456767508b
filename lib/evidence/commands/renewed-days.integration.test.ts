import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addDays, dayIn } from '@/lib/platform/clock';
import { formatDay } from '@/lib/platform/format';
import { parseInput } from '@/lib/platform/parse';
import { makeOrganization, type TestOrganization } from '@/lib/platform/testing';
import { getEvidence } from '../queries/item';
import { uploadedFilesOnly } from '../schema';
import { addTestFiles, evidenceEvents, unknownId, uploadRequest } from '../testing/files';
import { addEvidenceVersion, addTypedEvidence } from './add';
import { changeEvidence } from './change';
import { withReceivedFiles } from './receive';
import type { RenewedDays } from './renewed-days';

let shop: TestOrganization;
let evidenceId: string;
let today: string;

beforeAll(async () => {
  shop = await makeOrganization();
  today = dayIn(shop.timeZone);
});
beforeEach(async () => {
  evidenceId = await addTestFiles(shop, undefined, { collectedOn: '2026-01-01', validUntil: '2026-03-31' });
});

const renew = (days?: RenewedDays) =>
  withReceivedFiles(shop.grant('evidence:attach'), uploadRequest({ 'b.csv': 'b;1\n' }), (_, files) =>
    addEvidenceVersion(shop.grant('evidence:attach'), evidenceId, files, 'Of this quarter', days),
  );
const item = () => getEvidence(shop.grant('evidence:read'), evidenceId);

describe('a renewal', () => {
  it('is a new version with days of its own, and both stand in the history', async () => {
    const validUntil = addDays(today, 90);
    await renew({ collectedOn: today, validUntil });
    expect(await item()).toMatchObject({ fileVersion: 2, collectedOn: today, validUntil, validity: 'VALID' });
    const said = (await evidenceEvents(evidenceId)).filter(({ type }) => /version-added|changed/.test(type));
    expect(said).toMatchObject([
      { type: 'evidence.version-added', data: { fileVersion: 2 } },
      {
        type: 'evidence.changed',
        data: {
          collectedOn: { from: '2026-01-01', to: today },
          validUntil: { from: '2026-03-31', to: validUntil },
        },
      },
    ]);
  });

  it('without days leaves them as they are', async () => {
    await renew();
    expect(await item()).toMatchObject({
      fileVersion: 2,
      collectedOn: '2026-01-01',
      validUntil: '2026-03-31',
    });
  });

  it.each<[string, () => RenewedDays, string, RegExp]>([
    ['no last day, where there was one', () => ({ validUntil: null }), 'validUntil', /^Enter until when/],
    ['one that is over', () => ({ validUntil: addDays(today, -1) }), 'validUntil', /^This day is over/],
    [
      'one before it was collected',
      () => ({ collectedOn: today, validUntil: addDays(today, -9) }),
      'validUntil',
      /before the day/,
    ],
    [
      'a collection in the future',
      () => ({ collectedOn: addDays(today, 2), validUntil: addDays(today, 9) }),
      'collectedOn',
      /in the future/,
    ],
  ])('with %s is refused, and nothing changes', async (_, days, field, words) => {
    await expect(renew(days())).rejects.toMatchObject({
      code: 'INVALID',
      fieldErrors: { [field]: [expect.stringMatching(words)] },
    });
    expect(await item()).toMatchObject({ fileVersion: 1, validUntil: '2026-03-31' });
  });

  it('today is a last day', async () => {
    await renew({ validUntil: today });
    expect((await item()).validUntil).toBe(today);
  });

  it('of a link or a note asks for a last day too, a correction does not', async () => {
    const attach = shop.grant('evidence:attach');
    const said = { title: 'Policy', evidenceType: '' as const, note: 'Read', collectedOn: null };
    const added = await addTypedEvidence(attach, { kind: 'NOTE', ...said, validUntil: '2026-03-31' }, null);
    const change = (more: object) =>
      changeEvidence(attach, {
        evidenceId: added.evidenceId,
        version: 1,
        ...said,
        validUntil: null,
        ...more,
      });
    await expect(change({ renewal: 'yes' })).rejects.toMatchObject({
      fieldErrors: { validUntil: [expect.stringContaining(formatDay('2026-03-31'))] },
    });
    await change({ validUntil: '2026-03-30' });
  });

  it.each([
    ['no day', { validUntil: 'soon' }],
    ['a number', { validUntil: 5 }],
    ['a field that no form has', { ownerId: unknownId() }],
  ])('%s is refused as input', (_, more) => {
    const input = { uploadIds: [unknownId()], newVersion: 'yes', ...more };
    expect(() => parseInput(uploadedFilesOnly, input)).toThrow(expect.objectContaining({ code: 'INVALID' }));
  });
});
