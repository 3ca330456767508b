import { expect, test } from 'vitest';
import { acceptRisk } from '@/lib/accepted-risk/commands/accept';
import { countAcceptedRisks } from '@/lib/accepted-risk/queries';
import { createAssessment } from '@/lib/assessment/commands/create-assessment';
import {
  assessmentFacts,
  decide,
  decided,
  unsafeAnswer,
  unsafeSign,
  unsafeTest,
} from '@/lib/assessment/testing';
import { dayIn } from '@/lib/platform/clock';
import { makeOrganization, unsafeRows } from '@/lib/platform/testing';
import { getResponsibilityPanel } from '@/lib/responsibility/queries/panel';
import { confirmCarried } from './commands';
import { carryLastYear } from './operations';
import { findCarried } from './queries';

test('a new year shows what was accepted and lets nobody pass over it; what was said of a provider stands on', async () => {
  const ours = await makeOrganization();
  const reading = ours.grant('assessment:read');
  const recording = ours.grant('response:record');
  const base = await decided(ours);
  const make = async (facts: object, decisionId: string) => {
    const manage = ours.grant('assessment:manage');
    const input = assessmentFacts(decisionId, facts);
    return (await createAssessment(manage, input, async () => [], carryLastYear)).assessmentId;
  };
  const lastYear = await make({ name: 'Webshop 2025' }, base.decisionId);
  const requirementNumber = '8.3.6';
  await unsafeAnswer(ours, lastYear, requirementNumber, 'IN_PLACE');
  const today = dayIn('Europe/Berlin');
  const accepted = {
    row: null,
    risk: 'The old console takes ten characters.',
    reason: 'It goes in March.',
    acceptedByName: 'Daniel Okafor',
    acceptedByRole: 'CEO',
    acceptedOn: today,
    reviewOn: `${Number(today.slice(0, 4)) + 1}${today.slice(4, 8)}01`,
  };
  await acceptRisk(recording, { assessmentId: lastYear, requirementNumber }, accepted);
  const [provider] = await unsafeRows<{ id: string }>(
    `INSERT INTO "ServiceProvider" ("organizationId", "id", "name", "kind") VALUES ($1, gen_random_uuid(), 'Gateway', 'GATEWAY') RETURNING "id"`,
    [ours.organizationId],
  );
  await unsafeRows(
    `INSERT INTO "IntegrationProvider" ("organizationId", "integrationId", "serviceProviderId") VALUES ($1, $2, $3)`,
    [ours.organizationId, base.integrationId, provider?.id],
  );
  await unsafeRows(
    `INSERT INTO "ResponsibilityAssignment" ("organizationId", "serviceProviderId", "requirementKey", "responsibility", "changedByName") VALUES ($1, $2, $3, 'SHARED', 'Ada')`,
    [ours.organizationId, provider?.id, `pci-dss:${requirementNumber}`],
  );
  await unsafeSign(ours, lastYear);
  const decisionId = await decide(ours, base.legalEntityId, base.integrationId);
  const assessmentId = await make({ carryFromId: lastYear }, decisionId);
  const place = { assessmentId, requirementNumber };

  expect((await findCarried(reading, assessmentId, requirementNumber))?.risks).toEqual([accepted]);
  expect(await countAcceptedRisks(reading, place), 'it is not accepted this year').toBe(0);
  await unsafeTest(ours, assessmentId, requirementNumber);
  const wish = { requirementNumbers: [requirementNumber], test: null };
  const confirm = () => confirmCarried(recording, assessmentId, wish, async () => ({ changeId: '' }));
  expect((await confirm()).left[0]?.why).toContain('A risk was accepted, which is decided anew');
  const panel = await getResponsibilityPanel(reading, place);
  expect(panel.providers).toMatchObject([{ name: 'Gateway', responsibility: 'SHARED' }]);
});
