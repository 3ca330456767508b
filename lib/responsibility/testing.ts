import { makeIntegration } from '@/lib/access/testing';
import { type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import { makeAssessment } from '@/lib/response/testing';

/** An open SAQ A of one integration by redirect, with Stripe behind it. For tests only. */
export async function makeShopWithProvider(
  organization: TestOrganization,
): Promise<{ assessmentId: string; integrationId: string; serviceProviderId: string }> {
  const assessmentId = await makeAssessment(organization);
  const integrationId = await makeIntegration(organization, 'Web shop', [assessmentId]);
  const [provider] = await unsafeRows<{ id: string }>(
    `UPDATE "ServiceProvider" SET "name" = 'Stripe', "directoryId" = 'stripe', "attestationOn" = '2025-06-30', "attestationValidUntil" = '2026-06-30'
      WHERE "id" = (SELECT "serviceProviderId" FROM "IntegrationProvider" WHERE "integrationId" = $1) RETURNING "id"`,
    [integrationId],
  );
  return { assessmentId, integrationId, serviceProviderId: provider?.id ?? '' };
}
