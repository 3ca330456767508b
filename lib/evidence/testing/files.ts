import { createHash, randomUUID } from 'node:crypto';
import { type TestMember, type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import type { RequirementTarget } from '@/lib/response/model';
import { addFileEvidence } from '../commands/add';
import { withReceivedFiles } from '../commands/receive';
import { fileDetails } from '../schema';

/** A request as a browser sends it, with files by name. For tests only. */
export function uploadRequest(
  files: Record<string, string | Uint8Array>,
  fields: Record<string, string> = {},
): Request {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  for (const [name, contents] of Object.entries(files)) {
    form.append('file', new Blob([Buffer.from(contents as Uint8Array)]), name);
  }
  return new Request('http://localhost/api/evidence', { method: 'POST', body: form });
}

/** Uploads files through the real path: request, disk, rows. For tests only. */
export async function addTestFiles(
  person: TestMember | TestOrganization,
  files: Record<string, string | Uint8Array> = { 'scan.csv': 'host;ok\nweb-1;yes\n' },
  details: Partial<Parameters<typeof fileDetails.parse>[0] & object> = {},
  target: RequirementTarget | null = null,
): Promise<string> {
  const grant = person.grant('evidence:attach');
  const { evidenceId } = await withReceivedFiles(grant, uploadRequest(files), (_fields, received) =>
    addFileEvidence(grant, fileDetails.parse(details), received, target),
  );
  return evidenceId;
}

export type RecordedEvent = { type: string; data: Record<string, unknown>; actorName: string };

/** The events of one item, oldest first. For tests only. */
export async function evidenceEvents(evidenceId: string): Promise<RecordedEvent[]> {
  const rows = await unsafeRows<{ type: string; text: string; actorName: string }>(
    `SELECT "type", "text", "actorName" FROM "AuditEvent" WHERE "subjectType" = 'evidence' AND "subjectId" = $1 ORDER BY "sequence"`,
    [evidenceId],
  );
  return rows.map(({ text, ...row }) => ({ ...row, data: JSON.parse(text).data }));
}

export const sha256 = (contents: string | Uint8Array) => createHash('sha256').update(contents).digest('hex');
export const unknownId = () => randomUUID();
