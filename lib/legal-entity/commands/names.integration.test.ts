import { expect, it } from 'vitest';
import { makeOrganization } from '@/lib/platform/testing';
import { acquirerFacts } from '../testing';
import { addAcquirer } from './acquirer';

it('a name is given out once, also to several who choose it at the same moment', async () => {
  const ours = await makeOrganization();
  const grant = ours.grant('legal-entity:manage');
  const adding = ['North Bank', 'north bank', 'NORTH BANK'].map((name) =>
    addAcquirer(grant, { ...acquirerFacts(), name }),
  );
  const added = await Promise.allSettled(adding);
  expect(added.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});

it('signs that PostgreSQL would read as anything are no more than themselves', async () => {
  const ours = await makeOrganization();
  const grant = ours.grant('legal-entity:manage');
  for (const name of ['North Bank', '%', 'N%', '_orth Bank', '\\'])
    await addAcquirer(grant, { ...acquirerFacts(), name });
  await expect(addAcquirer(grant, { ...acquirerFacts(), name: 'n%' })).rejects.toMatchObject({
    fieldErrors: { name: [expect.any(String)] },
  });
});
