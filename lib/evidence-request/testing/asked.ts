import { addDays, dayIn } from '@/lib/platform/clock';
import { type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import { type AskInput, askInput } from '../schema';

/** What is asked for in tests, of somebody from outside unless said otherwise. For tests only. */
export function wanted(
  shop: TestOrganization,
  assessmentId: string,
  given: Partial<AskInput> = {},
): AskInput {
  return {
    ...askInput.parse({
      title: 'Scan report of October',
      words: 'The whole report, with the dates of the scan.',
      assessmentId,
      requirementNumbers: '6.3.3',
      who: 'OUTSIDE',
      name: 'Jo Hall',
      email: 'jo.hall@scanner.test',
      untilOn: addDays(dayIn(shop.timeZone), 14),
    }),
    ...given,
  };
}

export type RequestRow = {
  state: 'OPEN' | 'ANSWERED' | 'WITHDRAWN' | 'EXPIRED';
  openedAt: Date | null;
  remindedAt: Date | null;
  evidenceId: string | null;
  notLinkedKeys: string[];
  answeredByName: string;
};

export async function requestRow(requestId: string): Promise<RequestRow> {
  const [row] = await unsafeRows<RequestRow>(
    `SELECT *, CASE WHEN "answeredAt" IS NOT NULL THEN 'ANSWERED' WHEN "withdrawnAt" IS NOT NULL THEN 'WITHDRAWN'
       WHEN "expiresAt" <= now() THEN 'EXPIRED' ELSE 'OPEN' END AS "state" FROM "EvidenceRequest" WHERE "id" = $1`,
    [requestId],
  );
  if (!row) throw new Error('there is no such request');
  return row;
}

/** Lets a request have been made so many days earlier. */
export const age = (requestId: string, days: number) =>
  unsafeRows(
    `UPDATE "EvidenceRequest" SET "createdAt" = "createdAt" - make_interval(days => $2), "expiresAt" = "expiresAt" - make_interval(days => $2)
      WHERE "id" = $1`,
    [requestId, days],
  );

/** So many more requests like this one, by its asker or somebody else. */
export const manyOpen = (requestId: string, count: number, createdById: string | null = null) =>
  unsafeRows(
    `INSERT INTO "EvidenceRequest" ("organizationId", "id", "assessmentId", "assessmentName", "catalogueVersionId", "requirementKeys",
            "title", "recipientName", "email", "tokenHash", "createdById", "createdByName", "expiresAt")
     SELECT "organizationId", gen_random_uuid(), "assessmentId", "assessmentName", "catalogueVersionId", "requirementKeys", "title",
            "recipientName", "email", md5("id"::text || n), coalesce($3, "createdById"), "createdByName", "expiresAt"
       FROM "EvidenceRequest", generate_series(1, $2) n WHERE "id" = $1`,
    [requestId, count, createdById],
  );

/** What the log holds about a request or a piece of evidence, oldest first. */
export const eventsAbout = (subjectId: string | null) =>
  unsafeRows<{ type: string; actorName: string; actorId: string | null; text: string }>(
    'SELECT "type", "actorName", "actorId", "text" FROM "AuditEvent" WHERE "subjectId" = $1 ORDER BY "sequence"',
    [subjectId],
  );
