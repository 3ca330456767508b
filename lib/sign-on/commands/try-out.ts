import 'server-only';
import type { Grant } from '@/lib/access/grant';
import type { Role } from '@/lib/access/model';
import { read } from '@/lib/access/read';
import type { SessionContext } from '@/lib/access/session';
import { commit } from '@/lib/audit-trail/commit';
import { now } from '@/lib/platform/clock';
import { AppError } from '@/lib/platform/errors';
import { type Refusal, refusals, type SignOnTestView } from '../model';
import { checkedAnswer, findProvider, type ProviderWithRules } from '../operations/answer';
import { provenDomains } from '../operations/domain';
import { SignOnRefused } from '../operations/provider';
import type { RoundTrip } from '../operations/round-trip';
import { deriveRole, isFactorMissing, lacksRole, type ProviderAnswer, whatEmailLacks } from '../rules';

/**
 * Ends a test: the claims for the administrator's eyes, the role that they would give, and what is wrong. Nothing of them
 * is kept; only that the connection works, so that single sign-on may be turned on.
 */
export async function finishTest(
  grant: Grant<'organization:manage'>,
  session: SessionContext,
  trip: RoundTrip,
  query: URLSearchParams,
): Promise<SignOnTestView> {
  const { organizationId } = grant;
  if (
    trip.purpose !== 'TEST' ||
    trip.organizationId !== organizationId ||
    trip.sessionId !== session.sessionId
  ) {
    throw new AppError('WRONG_STATE', 'This test belongs to another window. Start again.');
  }
  const { provider, domains } = await read(grant, async (tx) => ({
    provider: await findProvider(tx, organizationId),
    domains: await provenDomains(tx, organizationId),
  }));
  if (!provider) throw new AppError('WRONG_STATE', 'Connect a provider first.');
  const answer = await checkedAnswer(provider, trip, query);
  const view = answer instanceof SignOnRefused ? failedView(answer) : viewOf(provider, answer, domains);
  await recordTest(grant, provider, view.isFit);
  return view;
}

function failedView({ reason, detail }: SignOnRefused): SignOnTestView {
  const problem = detail === '' ? refusals[reason] : `${refusals[reason]}: ${detail}`;
  return { claims: [], role: null, problems: [problem], isFit: false };
}

function viewOf(
  provider: ProviderWithRules,
  answer: ProviderAnswer,
  domains: readonly string[],
): SignOnTestView {
  const role: Role | null = deriveRole(provider, answer);
  const problems: (Refusal | null)[] = [
    whatEmailLacks(answer, domains),
    isFactorMissing(provider, answer) ? 'NO_SECOND_FACTOR' : null,
    lacksRole(provider, role) ? 'NO_ROLE' : null,
  ];
  const found = problems.filter((problem) => problem !== null);
  return {
    claims: Object.entries(answer.claims).map(([name, value]) => ({
      name,
      value: typeof value === 'string' ? value : JSON.stringify(value),
    })),
    role,
    problems: found.map((problem) => refusals[problem]),
    isFit: found.length === 0,
  };
}

async function recordTest(
  grant: Grant<'organization:manage'>,
  provider: ProviderWithRules,
  isFit: boolean,
): Promise<void> {
  const { organizationId, version } = provider;
  await commit(grant, async (tx) => {
    if (isFit) {
      await tx.signOnProvider.updateMany({ where: { organizationId, version }, data: { testedAt: now() } });
    }
    return {
      result: undefined,
      events: [
        {
          type: 'sign-on.tested',
          subject: { type: 'organization', id: organizationId },
          data: { result: isFit ? 'passed' : 'failed' },
        },
      ],
    };
  });
}
