import 'server-only';
import { acceptRisk } from '@/lib/accepted-risk/commands/accept';
import { read } from '@/lib/access/read';
import { requirementKeyOf } from '@/lib/response/queries';
import { recordResponsibilities } from '@/lib/responsibility/commands/record';
import { sampleAcceptedRisk, sampleResponsibilities } from '../model/beside';
import type { SampleRegister } from './register';
import type { SampleGrants } from './sample';

/** What stands beside the answers: which part a provider takes, and one risk that was accepted with a gap. */
export async function fillBeside(
  grants: SampleGrants,
  { providerIds }: SampleRegister,
  day: (distance: number) => string,
): Promise<void> {
  for (const { provider, requirementNumbers, responsibility, agreedIn } of sampleResponsibilities) {
    await recordResponsibilities(grants('service-provider:manage'), {
      serviceProviderId: providerIds[provider],
      requirements: requirementNumbers.map((requirementNumber) => ({ requirementNumber, version: 0 })),
      responsibility,
      agreedIn,
    });
  }
  const { requirementNumber, input } = sampleAcceptedRisk(day);
  const record = grants('response:record');
  const gap = await read(record, (tx) =>
    tx.response.findFirst({
      where: {
        organizationId: record.organizationId,
        requirementKey: requirementKeyOf(requirementNumber),
        finding: 'NOT_IN_PLACE',
        assessment: { status: 'OPEN' },
      },
      select: { assessmentId: true },
    }),
  );
  if (!gap) throw new Error(`the sample has no gap at ${requirementNumber}`);
  await acceptRisk(record, { assessmentId: gap.assessmentId, requirementNumber }, input);
}
