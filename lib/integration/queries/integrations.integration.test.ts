import { beforeEach, describe, expect, it } from 'vitest';
import { addLegalEntity } from '@/lib/legal-entity/commands/legal-entity';
import { legalEntityFacts, makeCoveringAssessment } from '@/lib/legal-entity/testing';
import { parseInput } from '@/lib/platform/parse';
import { makeOrganization, type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import { addIntegration } from '../commands/add-integration';
import { addIntegrationInput } from '../schema';
import { getIntegration, listIntegrations } from './integrations';
import { getMerchantVolumes } from './merchant-volumes';

let ours: TestOrganization;
let legalEntityId: string;
const manage = (organization: TestOrganization) => organization.grant('integration:manage');
const reader = (organization: TestOrganization) => organization.grant('integration:read');

beforeEach(async () => {
  ours = await makeOrganization();
  ({ legalEntityId } = await addLegalEntity(ours.grant('legal-entity:manage'), legalEntityFacts()));
});

function facts(fields: object = {}) {
  return parseInput(addIntegrationInput, {
    name: 'Web shop',
    legalEntityId,
    method: 'HOSTED_FIELDS',
    channels: ['E_COMMERCE'],
    ...fields,
  });
}

describe('lists of integrations', () => {
  it('show the open assessment before a newer signed one, with requirements counted', async () => {
    const { integrationId } = await addIntegration(manage(ours), facts());
    const open = await makeCoveringAssessment(ours, legalEntityId, { integrationId }, { name: 'Open' });
    await makeCoveringAssessment(
      ours,
      legalEntityId,
      { integrationId },
      { name: 'Signed', status: 'SIGNED' },
    );
    await makeCoveringAssessment(ours, legalEntityId, { integrationId }, { name: 'Gone', archived: true });
    await unsafeRows(
      `INSERT INTO "Response" ("organizationId", "assessmentId", "requirementKey", "row", "catalogueVersionId", "finding")
       VALUES ($1, $2, 'pci-dss:11.6.1', 0, 'pci-dss-4.0.1', 'IN_PLACE'), ($1, $2, 'pci-dss:11.6.1', 1, 'pci-dss-4.0.1', NULL),
              ($1, $2, 'pci-dss:8.3.6', 0, 'pci-dss-4.0.1', 'NOT_IN_PLACE')`,
      [ours.organizationId, open],
    );
    const [row] = await listIntegrations(reader(ours), 'active');
    expect(row?.assessment).toMatchObject({
      assessmentId: open,
      name: 'Open',
      requirementCount: 2,
      answeredCount: 1,
      notInPlaceCount: 1,
    });
    const view = await getIntegration(reader(ours), integrationId);
    expect(view.assessments.map((assessment) => assessment.name)).toEqual(['Open', 'Signed']);
  });

  it('add up what a legal entity takes in all its integrations', async () => {
    await addIntegration(manage(ours), facts({ yearlyTransactions: { visa: { E_COMMERCE: 30_000 } } }));
    await addIntegration(
      manage(ours),
      facts({
        name: 'Store',
        method: 'TERMINAL_P2PE',
        channels: ['CARD_PRESENT'],
        yearlyTransactions: { visa: { CARD_PRESENT: 1_000_000 } },
        merchantLevels: { visa: { level: 1, reason: 'letter' } },
      }),
    );
    expect(await getMerchantVolumes(reader(ours), legalEntityId)).toEqual({
      integrationCount: 2,
      volumes: { visa: { total: 1_030_000, eCommerce: 30_000, cardNotPresent: 30_000 } },
      overrides: { visa: { level: 1, reason: 'letter' } },
    });
  });
});
