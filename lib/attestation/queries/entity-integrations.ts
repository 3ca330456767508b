import 'server-only';
import { isQuestionnaireId } from '@/lib/catalogue/model';
import type { Channel } from '@/lib/integration/model';
import type { Transaction } from '@/lib/platform/db';
import { questionnaireLabel } from '@/lib/questionnaire/model/conclusion';
import type { EntityIntegration } from '../model/sources';

/** All ways in which the legal entity takes cards now, with the assessments in force that cover each. */
export async function readEntityIntegrations(
  tx: Transaction,
  organizationId: string,
  legalEntityId: string,
): Promise<EntityIntegration[]> {
  const rows = await tx.integration.findMany({
    where: { organizationId, legalEntityId, archivedAt: null },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    select: {
      id: true,
      name: true,
      channels: true,
      assessments: {
        where: { organizationId, assessment: { archivedAt: null, status: { not: 'SUPERSEDED' } } },
        orderBy: [{ assessment: { periodTo: 'desc' } }, { assessmentId: 'desc' }],
        select: { assessment: { select: { name: true, questionnaireId: true, channels: true } } },
      },
    },
  });
  return rows.map(({ assessments, channels, ...integration }) => ({
    ...integration,
    channels: channels as Channel[],
    assessments: assessments.map(({ assessment: { name, questionnaireId, channels: covered } }) => ({
      name,
      questionnaire: isQuestionnaireId(questionnaireId)
        ? questionnaireLabel(questionnaireId)
        : questionnaireId,
      channels: covered as Channel[],
    })),
  }));
}
