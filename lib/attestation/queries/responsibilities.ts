import 'server-only';
import type { Requirement } from '@/lib/catalogue/model';
import type { Transaction } from '@/lib/platform/db';
import { readStandingResponsibilities } from '@/lib/responsibility/operations';
import type { SnapshotResponsibilities } from '../model/snapshot';
import type { AttestationSources } from '../model/sources';

/** Who meets what the questionnaire asks where a provider of its integrations takes part, in the order of both. */
export async function readResponsibilities(
  tx: Transaction,
  organizationId: string,
  providers: AttestationSources['providers'],
  asked: readonly Requirement[],
): Promise<SnapshotResponsibilities[]> {
  const standing = await readStandingResponsibilities(
    tx,
    organizationId,
    providers.map(({ id }) => id),
  );
  return providers.flatMap(({ id, name, attestationValidUntil }) => {
    const own = new Map(
      standing.filter((one) => one.serviceProviderId === id).map((one) => [one.requirementKey, one]),
    );
    const requirements = asked.flatMap(({ requirementKey, requirementNumber }) => {
      const said = own.get(requirementKey);
      return said
        ? [{ requirementNumber, responsibility: said.responsibility, agreedIn: said.agreedIn }]
        : [];
    });
    return requirements.length > 0 ? [{ providerName: name, attestationValidUntil, requirements }] : [];
  });
}
