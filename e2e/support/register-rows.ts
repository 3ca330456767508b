import { randomUUID } from 'node:crypto';
import { dayFromNow } from './attestation';
import { type Organization, rows } from './people';

/** A provider behind the integration by redirect that an assessment covers, straight into the register. */
export async function nameProvider(
  { organizationId }: Organization,
  assessmentId: string,
  legalEntityId: string,
  provider: { name: string; directoryId: string | null; attestationEndsIn: number },
): Promise<string> {
  const [integrationId, serviceProviderId] = [randomUUID(), randomUUID()];
  const endsOn = dayFromNow(provider.attestationEndsIn);
  await rows(
    `INSERT INTO "Integration" ("organizationId", "id", "legalEntityId", "name", "method", "channels", "sites", "endpoints")
     VALUES ($1, $2, $3, 'Web shop', 'HOSTED_REDIRECT', '{E_COMMERCE}', '{}', '{}')`,
    [organizationId, integrationId, legalEntityId],
  );
  await rows(
    `INSERT INTO "ServiceProvider" ("organizationId", "id", "name", "kind", "directoryId", "attestationOn", "attestationValidUntil")
     VALUES ($1, $2, $3, 'GATEWAY', $4, '2025-01-15', $5)`,
    [organizationId, serviceProviderId, provider.name, provider.directoryId, endsOn],
  );
  await rows(
    'INSERT INTO "IntegrationProvider" ("organizationId", "integrationId", "serviceProviderId") VALUES ($1, $2, $3)',
    [organizationId, integrationId, serviceProviderId],
  );
  await rows(
    'INSERT INTO "AssessmentIntegration" ("organizationId", "assessmentId", "integrationId") VALUES ($1, $2, $3)',
    [organizationId, assessmentId, integrationId],
  );
  return serviceProviderId;
}
