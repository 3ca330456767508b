import { expect, it } from 'vitest';
import { makeOrganization } from '@/lib/platform/testing';
import type { Grant } from './grant';
import { read, readTogether } from './read';

const transactionOf = (grant: Grant) =>
  read(grant, async (tx) => {
    const [row] = await tx.$queryRaw<{ id: string; organizationId: string }[]>`
      SELECT pg_backend_pid() || ' ' || now() AS id, current_setting('app.organization_id') AS "organizationId"`;
    return row;
  });

it('reads of one grant take part in one transaction; that of another one has its own, with its own organization', async () => {
  const [ours, theirs] = [await makeOrganization(), await makeOrganization()];
  const grant = ours.grant('assessment:read');
  const other = theirs.grant('assessment:read');
  const [first, second, foreign] = await readTogether(grant, async () => [
    await transactionOf(grant),
    await transactionOf(grant),
    await transactionOf(other),
  ]);
  expect(first).toEqual(second);
  expect(first?.organizationId).toBe(ours.organizationId);
  expect(foreign?.id).not.toBe(first?.id);
  expect(foreign?.organizationId).toBe(theirs.organizationId);
  expect((await transactionOf(grant))?.id, 'afterwards each its own').not.toBe(first?.id);
});
