import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { roleNames } from '@/lib/access/model';
import { isAllowed } from '@/lib/access/permissions';
import { getCatalogue, getQuestionnaire } from '@/lib/catalogue/queries';
import { integrationMethods } from '@/lib/integration/model';
import { dayIn } from '@/lib/platform/clock';
import { formatDay } from '@/lib/platform/format';
import { parseRowId } from '@/lib/platform/parse';
import { keyToHand } from '@/lib/platform/seal';
import type { Checklist, ChecklistView, RequirementScreenView } from './model';
import { answerLock } from './policy';
import { type ChecklistHead, guidesTag, openChecklist } from './queries';
import { guideOf } from './rules/guide';
import { encodeChecklist } from './rules/wire';

/** A checklist that is there to be seen; `view` reads the rest of it. */
export type Opened<View> = { name: string; view: () => Promise<View> };

/** One requirement, opened at its own address. NOT_FOUND before anything is drawn. */
export async function viewRequirement(
  grant: Grant<'assessment:read'>,
  assessmentId: string,
  requirementNumber: string,
): Promise<Opened<RequirementScreenView>> {
  const id = parseRowId(assessmentId);
  const { head, responses, readList } = await openChecklist(grant, id, requirementNumber);
  const view = async () => ({
    checklist: viewOf(grant, assessmentId, head, await readList()),
    requirementNumber,
    guide: guideOf(getCatalogue(head.catalogueVersionId), requirementNumber),
    responses,
  });
  return { name: head.name, view };
}

/** The whole checklist, for table mode. NOT_FOUND before anything is drawn. */
export async function viewChecklist(
  grant: Grant<'assessment:read'>,
  assessmentId: string,
): Promise<Opened<ChecklistView>> {
  const { head, readList } = await openChecklist(grant, parseRowId(assessmentId), null);
  return { name: head.name, view: async () => viewOf(grant, assessmentId, head, await readList()) };
}

function viewOf(
  grant: Grant<'assessment:read'>,
  assessmentId: string,
  head: ChecklistHead,
  checklist: Checklist,
): ChecklistView {
  const { actor, timeZone } = grant;
  const catalogue = getCatalogue(head.catalogueVersionId);
  const person = {
    mayRecord: actor.role !== 'SYSTEM' && isAllowed(actor.role, 'response:record'),
    mayCorrect: actor.role !== 'SYSTEM' && isAllowed(actor.role, 'attestation:prepare'),
    roleName: actor.role === 'SYSTEM' ? 'System' : roleNames[actor.role],
  };
  return {
    assessmentId,
    name: head.name,
    questionnaireName: getQuestionnaire(head.catalogueVersionId, head.questionnaireId).name,
    standard: `${catalogue.standard} ${catalogue.version}`,
    integrations: head.integrations.map(({ id, name }) => ({ id, name })),
    methods: integrationMethods.filter((method) => head.integrations.some((one) => one.method === method)),
    person: {
      userId: actor.userId ?? '',
      name: actor.name,
      seesAttestation: actor.role !== 'SYSTEM' && isAllowed(actor.role, 'attestation:read'),
      maySign: actor.role !== 'SYSTEM' && isAllowed(actor.role, 'attestation:sign'),
      mayReview: actor.role !== 'SYSTEM' && isAllowed(actor.role, 'response:review'),
    },
    timeZone,
    form: checklist.form,
    lock: answerLock(head, person, (instant) => formatDay(dayIn(timeZone, new Date(instant)))),
    list: encodeChecklist(checklist),
    unsent: {
      organizationId: grant.organizationId,
      key: keyToHand('unsent-answers', `${grant.organizationId}/${actor.userId}`),
    },
    guidesAt: { catalogueVersionId: head.catalogueVersionId, tag: guidesTag(head.catalogueVersionId) },
  };
}
