import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { commit, unchanged } from '@/lib/audit-trail/commit';
import { type Changes, changesBetween } from '@/lib/audit-trail/model';
import type { QuestionnaireId } from '@/lib/catalogue/model';
import { getQuestionnaire } from '@/lib/catalogue/queries';
import { dayIn, now } from '@/lib/platform/clock';
import { AppError } from '@/lib/platform/errors';
import type { Prisma } from '@/lib/platform/generated/prisma/client';
import { parseInput } from '@/lib/platform/parse';
import { attestationDraft, type FormPart, formParts, savedParts } from '../model/form';
import type { PreparePartInput } from '../model/input';
import { basisOf } from '../queries/basis';
import { withRowsOutOfSight } from '../rules/kept-rows';
import { partName, partsOf } from '../rules/parts';
import { lockOpenAssessment } from './lock';

/**
 * Saves one part of the form, complete or not. Throws CONFLICT when somebody else saved this part since it was shown;
 * other parts may change meanwhile.
 */
export async function prepareAttestation(
  grant: Grant<'attestation:prepare'>,
  { assessmentId, part, basis, values }: PreparePartInput,
): Promise<{ version: number }> {
  const { organizationId } = grant;
  const given = parseInput(savedParts[part], values) as Record<string, unknown>;
  if (part === 'completion' && String(given.completedOn ?? '') > dayIn(grant.timeZone)) {
    throw new AppError('INVALID', undefined, {
      completedOn: ['This day lies in the future. Enter the day on which the assessment was completed.'],
    });
  }
  return commit(grant, async (tx) => {
    await lockOpenAssessment(tx, organizationId, assessmentId);
    const key = { organizationId, assessmentId };
    const assessment = await tx.assessment.findUniqueOrThrow({
      where: { organizationId_id: { organizationId, id: assessmentId } },
      select: { questionnaireId: true, catalogueVersionId: true, channels: true },
    });
    if (!partsOf(assessment.questionnaireId as QuestionnaireId).includes(part)) {
      throw new AppError('INVALID', 'The form of this questionnaire has no such part.');
    }
    const row = await tx.attestation.findUnique({
      where: { organizationId_assessmentId: key },
      select: { form: true, version: true, updatedByName: true },
    });
    const draft = attestationDraft.parse(row?.form ?? {});
    const before = draft[part] as Record<string, unknown> | undefined;
    const { eligibility } = getQuestionnaire(assessment.catalogueVersionId, assessment.questionnaireId);
    const asked = {
      criterionIds: eligibility.map(({ criterionId }) => criterionId),
      channels: assessment.channels,
    };
    const saved = withRowsOutOfSight({ [part]: given }, draft, asked)[part] ?? given;
    if (before && basisOf(before) === basisOf(saved)) return unchanged({ version: row?.version ?? 1 });
    if (basisOf(before) !== basis) {
      throw new AppError(
        'CONFLICT',
        row?.updatedByName === grant.actor.name
          ? 'You have saved this part since this page was opened, here or in another tab. What you changed now is still here, the rest is as you saved it. Read it through and save again.'
          : `${row?.updatedByName || 'Somebody else'} saved this part meanwhile. What you changed is still here, their words are in the other fields. Read it through and save again.`,
      );
    }
    const data = {
      form: { ...draft, [part]: saved } as Prisma.InputJsonObject,
      updatedAt: now(),
      updatedByName: grant.actor.name,
    };
    const { version } = row
      ? await tx.attestation.update({
          where: { organizationId_assessmentId: key },
          data: { ...data, version: { increment: 1 } },
          select: { version: true },
        })
      : await tx.attestation.create({ data: { ...key, ...data }, select: { version: true } });
    return {
      result: { version },
      events: [
        {
          type: 'attestation.prepared' as const,
          subject: { type: 'assessment', id: assessmentId },
          data: partChanges(part, before, saved),
        },
      ],
    };
  });
}

/** Field by field, named "environment.connections"; lists row by row as text. The first save confirms the part. */
function partChanges(part: FormPart, before: object | undefined, after: object): Changes {
  const plain = (record: object): Record<string, unknown> =>
    Object.fromEntries(
      Object.entries(record).map(([field, value]) => [
        `${part}.${field}`,
        Array.isArray(value) ? value.map((row) => JSON.stringify(row)) : value,
      ]),
    );
  const flat = plain(after);
  return {
    ...(before ? {} : { [partName(part)]: { from: null, to: 'confirmed' } }),
    ...changesBetween(plain(before ?? formParts[part].parse({})), flat, Object.keys(flat)),
  };
}
