import { randomUUID } from 'node:crypto';
import { type Organization, rows } from './people';

/** A note in the library, by the organization's own person. */
export async function addNote({ organizationId, person }: Organization, title: string): Promise<string> {
  const id = randomUUID();
  await rows(
    `INSERT INTO "EvidenceItem" ("organizationId", "id", "kind", "title", "note", "receivedById", "receivedByName")
     VALUES ($1, $2, 'NOTE', $3, 'Seen', $4, $5)`,
    [organizationId, id, title, person.userId, person.name],
  );
  return id;
}
