import 'server-only';
import type { Transaction } from '@/lib/platform/db';
import { log } from '@/lib/platform/log';
import type { ProviderAnswer } from '../rules';
import { roleRules } from '../schema';
import { readAnswer, SignOnRefused } from './provider';
import type { RoundTrip } from './round-trip';

/** The organization's provider with its rules, or null. The transaction must be the organization's. */
export async function findProvider(tx: Transaction, organizationId: string) {
  const row = await tx.signOnProvider.findUnique({
    where: { organizationId },
    include: { organization: { select: { signOn: true } } },
  });
  if (!row) return null;
  const { organization, ...provider } = row;
  return { ...provider, roleRules: roleRules.parse(row.roleRules), mode: organization.signOn };
}
export type ProviderWithRules = NonNullable<Awaited<ReturnType<typeof findProvider>>>;

/** What the provider answered, checked; or why it does not count. */
export async function checkedAnswer(
  provider: ProviderWithRules,
  trip: RoundTrip,
  query: URLSearchParams,
): Promise<ProviderAnswer | SignOnRefused> {
  if (provider.version !== trip.version) {
    return new SignOnRefused('INVALID_ANSWER', 'The settings were changed meanwhile. Start again.');
  }
  try {
    return await readAnswer(provider, trip, query);
  } catch (error) {
    if (!(error instanceof SignOnRefused)) throw error;
    log().warn(
      { organizationId: provider.organizationId, reason: error.reason, detail: error.detail },
      'a sign-on did not go on',
    );
    return error;
  }
}
