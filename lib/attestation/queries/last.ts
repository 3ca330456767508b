import 'server-only';
import type { Transaction } from '@/lib/platform/db';
import { attestationDraft } from '../model/form';
import type { AttestationSources } from '../model/sources';

type Own = {
  id: string;
  revisionOfId: string | null;
  questionnaireId: string;
  channels: readonly string[];
  legalEntityId: string;
  integrations: readonly { integrationId: string }[];
};

/** How far back an attestation of the same payments is looked for. */
const LOOKED_AT = 30;

/**
 * The attestation that this one corrects; else the latest signed one of the same legal entity that covers the same
 * payments: the same questionnaire with a shared integration (or, without any, the same channels), then any with a shared
 * integration; else the latest.
 */
export async function readLast(
  tx: Transaction,
  organizationId: string,
  own: Own,
): Promise<AttestationSources['last']> {
  const { revisionOfId, questionnaireId, channels } = own;
  const found = await tx.attestation.findMany({
    where: {
      organizationId,
      status: 'SIGNED',
      assessment: revisionOfId
        ? { organizationId, id: revisionOfId }
        : { organizationId, legalEntityId: own.legalEntityId, id: { not: own.id } },
    },
    orderBy: [{ signedAt: 'desc' }, { id: 'desc' }],
    take: LOOKED_AT,
    select: {
      form: true,
      assessment: {
        select: {
          name: true,
          questionnaireId: true,
          channels: true,
          integrations: { select: { integrationId: true } },
        },
      },
    },
  });
  const covered = new Set(own.integrations.map(({ integrationId }) => integrationId));
  const shares = ({ assessment }: (typeof found)[number]) =>
    covered.size === 0 && assessment.integrations.length === 0
      ? [...assessment.channels].sort().join() === [...channels].sort().join()
      : assessment.integrations.some(({ integrationId }) => covered.has(integrationId));
  const same =
    found.find((one) => one.assessment.questionnaireId === questionnaireId && shares(one)) ??
    found.find(shares);
  const last = (revisionOfId ? found[0] : same) ?? found[0];
  const form = last ? attestationDraft.safeParse(last.form) : null;
  if (!last || !form?.success) return null;
  const relation = revisionOfId ? 'CORRECTED' : same ? 'SAME' : 'OTHER';
  return { form: form.data, assessmentName: last.assessment.name, relation };
}

export async function readPrevious(
  tx: Transaction,
  organizationId: string,
  revisionOfId: string | null,
): Promise<AttestationSources['previous']> {
  if (!revisionOfId) return null;
  const found = await tx.attestation.findUnique({
    where: {
      organizationId_assessmentId: { organizationId, assessmentId: revisionOfId },
      status: 'SIGNED',
    },
    select: { snapshotSha256: true, assessment: { select: { revision: true } } },
  });
  if (!found?.snapshotSha256) return null;
  return {
    assessmentId: revisionOfId,
    revision: found.assessment.revision,
    snapshotSha256: found.snapshotSha256,
  };
}
