import { expect, test } from 'vitest';
import { makeOrganization } from '@/lib/platform/testing';
import { recordResponse } from '@/lib/response/commands';
import { makeAssessment } from '@/lib/response/testing';
import { importChecklist } from './commands';
import { downloadChecklist } from './download';
import { previewImport } from './preview';
import { readExchangeSheet } from './queries';

test('a file is brought back while others save its rows: nobody waits for ever, nothing is lost, all of it is accounted for', async () => {
  const ours = await makeOrganization();
  const id = await makeAssessment(ours, 'D-Merchant');
  const { sheet } = await readExchangeSheet(ours.grant('assessment:read'), id);
  const { bytes } = await downloadChecklist(ours.grant('assessment:read'), id, 'CSV');
  const csv = Buffer.from(bytes)
    .toString('utf8')
    .replaceAll('"","","","","","No"', '"In Place","","","","","No"');
  const shown = await previewImport(
    { reading: ours.grant('assessment:read'), recording: ours.grant('response:record') },
    id,
    { name: 'a.csv', bytes: Buffer.from(csv), stopsOnProblems: false },
  );
  const places = sheet.rows.filter(({ row }) => row === 0).toReversed();
  const writer = async (share: number) => {
    const outcomes: string[] = [];
    for (const [index, { requirementNumber }] of places.entries()) {
      if (index % 4 !== share) continue;
      const saved = await recordResponse(
        ours.grant('response:record'),
        { assessmentId: id, requirementNumber },
        { row: 0, version: 0, changes: { resultNote: 'Saved online' } },
      );
      outcomes.push(saved.outcome);
    }
    return outcomes;
  };
  const [imported, ...written] = await Promise.all([
    importChecklist(ours.grant('response:record'), id, { sealed: shown.sealed, chosen: [] }),
    ...[0, 1, 2, 3].map(writer),
  ]);
  const online = written.flat().filter((outcome) => outcome === 'SAVED').length;
  expect(imported.changed + imported.overtaken.length).toBe(sheet.rows.length);
  expect(imported.overtaken.length).toBe(online);
  const after = await readExchangeSheet(ours.grant('assessment:read'), id);
  expect(after.sheet.rows.every(({ version }) => version === 1)).toBe(true);
  expect(after.sheet.rows.filter(({ fields }) => fields.finding === 'IN_PLACE')).toHaveLength(
    imported.changed,
  );
});

test('an emptied answer cell clears nothing unless it is chosen', async () => {
  const ours = await makeOrganization();
  const id = await makeAssessment(ours, 'A');
  const [reading, recording] = [ours.grant('assessment:read'), ours.grant('response:record')];
  const target = { assessmentId: id, requirementNumber: '2.2.2' };
  await recordResponse(recording, target, { row: 0, version: 0, changes: { finding: 'IN_PLACE' } });
  const { bytes } = await downloadChecklist(reading, id, 'CSV');
  const csv = Buffer.from(bytes).toString('utf8').replace('"In Place",', '"",');
  const file = { name: 'a.csv', bytes: Buffer.from(csv), stopsOnProblems: false };
  const shown = await previewImport({ reading, recording }, id, file);
  expect(shown).toMatchObject({ willChange: [], wouldClear: [{ requirementNumber: '2.2.2' }] });
  const bring = (chosen: string[]) => importChecklist(recording, id, { sealed: shown.sealed, chosen });
  expect(await bring([])).toEqual({ changed: 0, overtaken: [], leftOut: 1, notChosen: 1 });
  expect(await bring(['2.2.2/0'])).toEqual({ changed: 1, overtaken: [], leftOut: 0, notChosen: 0 });
});
