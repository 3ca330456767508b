import { randomUUID } from 'node:crypto';
import { AppError } from '@/lib/platform/errors';
import { parseInput } from '@/lib/platform/parse';
import { type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import { acquirerInput, legalEntityInput } from './schema';

/** An id that no row has. */
export const unknownId = '0190a0b0-0000-7000-8000-00000000ffff';

export function legalEntityFacts(facts: Record<string, unknown> = {}) {
  return parseInput(legalEntityInput, { name: 'Shop Ltd', entityType: 'MERCHANT', ...facts });
}

export function acquirerFacts(facts: Record<string, unknown> = {}) {
  return parseInput(acquirerInput, { name: 'North Bank', ...facts });
}

export type RecordedEvent = { type: string; subjectId: string; data: Record<string, unknown> };

/** The organization's audit trail, oldest first. For tests only. */
export async function eventsOf({ organizationId }: TestOrganization): Promise<RecordedEvent[]> {
  const rows = await unsafeRows<{ type: string; subjectId: string; text: string }>(
    'SELECT "type", "subjectId", "text" FROM "AuditEvent" WHERE "organizationId" = $1 ORDER BY "sequence"',
    [organizationId],
  );
  return rows.map(({ type, subjectId, text }) => ({ type, subjectId, data: JSON.parse(text).data }));
}

type Covered = { integrationId?: string; merchantIdId?: string; acquirerId?: string };

/** An assessment of a legal entity that covers the given things, as real rows. For tests only. */
export async function makeCoveringAssessment(
  { organizationId, userId }: TestOrganization,
  legalEntityId: string,
  covered: Covered = {},
  state: { name?: string; status?: 'OPEN' | 'SIGNED'; archived?: boolean } = {},
): Promise<string> {
  const id = randomUUID();
  await unsafeRows(
    `INSERT INTO "Assessment" ("organizationId", "id", "legalEntityId", "name", "questionnaireId", "catalogueVersionId",
       "channels", "periodFrom", "periodTo", "createdById", "archivedAt")
     VALUES ($1, $2, $3, $4, 'A', 'pci-dss-4.0.1', ARRAY['E_COMMERCE'], '2026-01-01', '2026-12-31', $5,
       CASE WHEN $6::boolean THEN now() END)`,
    [organizationId, id, legalEntityId, state.name ?? 'Web shop 2026', userId, state.archived ?? false],
  );
  const links = {
    Integration: covered.integrationId,
    MerchantId: covered.merchantIdId,
    Acquirer: covered.acquirerId,
  };
  for (const [noun, rowId] of Object.entries(links)) {
    if (!rowId) continue;
    const column = `${noun.charAt(0).toLowerCase()}${noun.slice(1)}Id`;
    await unsafeRows(
      `INSERT INTO "Assessment${noun}" ("organizationId", "assessmentId", "${column}") VALUES ($1, $2, $3)`,
      [organizationId, id, rowId],
    );
  }
  if (state.status)
    await unsafeRows('UPDATE "Assessment" SET "status" = $2 WHERE "id" = $1', [id, state.status]);
  return id;
}

/** The AppError that a refused command ends in. Fails when it was not refused. */
export async function refusalOf(work: Promise<unknown>): Promise<AppError> {
  try {
    await work;
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('the command was not refused');
}
