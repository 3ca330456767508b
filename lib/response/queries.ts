import 'server-only';
import { createHash } from 'node:crypto';
import type { Grant } from '@/lib/access/grant';
import { read, readStatement } from '@/lib/access/read';
import type { Finding, Questionnaire } from '@/lib/catalogue/model';
import { getCatalogue, getQuestionnaire } from '@/lib/catalogue/queries';
import { principalOf } from '@/lib/catalogue/rules';
import { toDay } from '@/lib/platform/clock';
import type { Transaction } from '@/lib/platform/db';
import { notFound } from '@/lib/platform/errors';
import type { ReviewState } from '@/lib/response/model';
import {
  type AnswerForm,
  type Checklist,
  type ChecklistGroup,
  type ChecklistItem,
  emptyResponse,
  type HistoryEntry,
  type RequirementEvent,
  type ResponseFields,
  type ResponseView,
  responseFields,
} from './model';
import { needInList } from './rules/frequency';
import { principalShortNames } from './rules/names';
import { sectionOf } from './rules/progress';

export type ChecklistHead = {
  name: string;
  questionnaireId: string;
  catalogueVersionId: string;
  status: string;
  revision: number;
  dueOn: string | null;
  signedAt: string | null;
  archivedAt: string | null;
  legalEntityName: string;
  asksPlan: boolean;
  integrations: { id: string; name: string; method: string }[];
};

type ChecklistRow = {
  requirementKey: string;
  row: number;
  finding: Finding | null;
  version: number;
  facts: number;
  evidence: number;
  tests: number;
  review: ReviewState | null;
  unconfirmed: boolean;
  accepted: boolean;
  unmetOn: Date | null;
  frequency: string | null;
  failed: boolean;
};

/** What of an assessment decides which answers are offered, and what they oblige to. */
type FormHead = Pick<ChecklistHead, 'catalogueVersionId' | 'questionnaireId'> &
  Partial<Pick<ChecklistHead, 'asksPlan'>>;

/** The whole checklist without texts, one statement. The head comes from openChecklist(). */
export async function listChecklist(
  grant: Grant<'assessment:read'>,
  assessmentId: string,
  head: FormHead,
): Promise<Checklist> {
  return checklistOf(await readRows(grant, assessmentId), head);
}

/**
 * Opening a checklist, at one requirement or (null) as a whole: the head and the texts of the requirement's answer rows,
 * which decide whether there is anything to see, and the way to the list, which a page may draw later. NOT_FOUND for an
 * assessment out of reach and for a requirement that the questionnaire does not ask.
 */
export async function openChecklist(
  grant: Grant<'assessment:read'>,
  assessmentId: string,
  requirementNumber: string | null,
): Promise<{ head: ChecklistHead; responses: ResponseView[]; readList: () => Promise<Checklist> }> {
  const { head, responses } = await readHead(grant, assessmentId, requirementNumber);
  if (requirementNumber !== null && responses.length === 0) {
    throw notFound('This requirement is not part of the questionnaire.');
  }
  return { head, responses, readList: () => listChecklist(grant, assessmentId, head) };
}

/** Every text of a requirement's answer rows. NOT_FOUND when the questionnaire does not ask it. */
export async function getResponses(
  grant: Grant<'assessment:read'>,
  assessmentId: string,
  requirementNumber: string,
): Promise<ResponseView[]> {
  const { responses } = await readHead(grant, assessmentId, requirementNumber);
  if (responses.length === 0) throw notFound('This requirement is not part of the questionnaire.');
  return responses;
}

/** The newest recorded changes of some answer rows, newest first. Rows that are not yours have no history. */
export async function listResponseHistory(
  grant: Grant<'assessment:read'>,
  assessmentId: string,
  requirementNumber: string,
  rows: readonly number[],
  limit = 200,
): Promise<HistoryEntry[]> {
  const events = await read(grant, (tx) =>
    tx.auditEvent.findMany({
      where: {
        organizationId: grant.organizationId,
        subjectType: 'response',
        subjectId: { in: rows.map((row) => `${assessmentId}/${requirementKeyOf(requirementNumber)}/${row}`) },
        type: 'response.recorded',
      },
      orderBy: { sequence: 'desc' },
      take: limit,
      select: { at: true, actorId: true, actorName: true, text: true },
    }),
  );
  return events.map((event) => {
    const { data } = JSON.parse(event.text) as { data: Pick<HistoryEntry, 'row' | 'version' | 'changes'> };
    return {
      row: data.row,
      version: data.version,
      at: event.at.toISOString(),
      actorId: event.actorId,
      actorName: event.actorName,
      changes: data.changes,
    };
  });
}

/** What was said and done beside the answers of a requirement, newest first; nothing where it is not yours to see. */
export async function listRequirementEvents(
  grant: Grant<'assessment:read'>,
  assessmentId: string,
  requirementNumber: string,
): Promise<RequirementEvent[]> {
  const key = requirementKeyOf(requirementNumber);
  type Row = Omit<RequirementEvent, 'at'> & { at: Date };
  const rows = await readStatement<Row>(grant, 'requirement_events', [assessmentId, key]);
  return rows
    .map((row) => ({ ...row, at: row.at.toISOString() }))
    .sort((left, right) => right.at.localeCompare(left.at));
}

/** "6.3.3" → the stable id under which answers are kept. */
export function requirementKeyOf(requirementNumber: string): string {
  return `pci-dss:${requirementNumber}`;
}

/** The stable id → "6.3.3". */
export function requirementNumberOf(requirementKey: string): string {
  return requirementKey.slice(requirementKey.indexOf(':') + 1);
}

/** What the log files the tests of a requirement under: beside its answer, so that whoever sees the one sees the other. */
export function subjectOf(assessmentId: string, requirementKey: string): string {
  return `${assessmentId}/${requirementKey}/0`;
}

/** The checklist as it stands in the caller's transaction, which holds the assessment. */
export async function unsafeReadChecklist(
  tx: Transaction,
  { organizationId, userId }: { organizationId: string; userId: string },
  assessmentId: string,
  head: Pick<ChecklistHead, 'catalogueVersionId' | 'questionnaireId'>,
): Promise<Checklist> {
  const rows = await tx.$queryRaw<ChecklistRow[]>`
    SELECT * FROM checklist_rows(${organizationId}::uuid, ${userId}::uuid, ${assessmentId}::uuid)`;
  return checklistOf(rows, head);
}

function readRows(grant: Grant<'assessment:read'>, assessmentId: string): Promise<ChecklistRow[]> {
  return readStatement<ChecklistRow>(grant, 'checklist_rows', [assessmentId]);
}

type HeadRow = Omit<ChecklistHead, 'signedAt' | 'archivedAt'> & {
  signedAt: Date | null;
  archivedAt: Date | null;
  responses: (ResponseFields & {
    row: number;
    version: number;
    updatedAt: string | null;
    updatedByName: string;
  })[];
};

async function readHead(
  grant: Grant<'assessment:read'>,
  assessmentId: string,
  requirementNumber: string | null,
): Promise<{ head: ChecklistHead; responses: ResponseView[] }> {
  const key = requirementNumber === null ? null : requirementKeyOf(requirementNumber);
  const [row] = await readStatement<HeadRow>(grant, 'checklist_head', [assessmentId, key]);
  if (!row) throw notFound('This assessment does not exist, or it is not yours to see.');
  const { responses, signedAt, archivedAt, ...rest } = row;
  return {
    head: {
      ...rest,
      signedAt: signedAt?.toISOString() ?? null,
      archivedAt: archivedAt?.toISOString() ?? null,
    },
    responses: responses.map((response) => ({
      row: response.row,
      version: response.version,
      updatedAt: response.updatedAt,
      updatedByName: response.updatedByName,
      fields: fieldsOf(response),
    })),
  };
}

/** Picks the answer's own fields, so that columns that are added later do not leave the server by accident. */
export function fieldsOf(source: Record<string, unknown>): ResponseFields {
  const picked = responseFields.map((field) => [field, source[field] ?? emptyResponse[field]]);
  return Object.fromEntries(picked) as ResponseFields;
}

/** What the questionnaire offers, and what it asks for beyond an answer. */
export function answerFormOf(questionnaire: Questionnaire, asksPlan = true): AnswerForm {
  return {
    options: questionnaire.responseOptions,
    describesResults: questionnaire.audience === 'SERVICE_PROVIDER',
    asksPlan,
  };
}

function checklistOf(rows: readonly ChecklistRow[], head: FormHead): Checklist {
  const catalogue = getCatalogue(head.catalogueVersionId);
  const questionnaire = getQuestionnaire(head.catalogueVersionId, head.questionnaireId);
  const byKey = new Map<string, ChecklistRow[]>();
  for (const row of rows) {
    const group = byKey.get(row.requirementKey);
    if (group) group.push(row);
    else byKey.set(row.requirementKey, [row]);
  }
  const items: ChecklistItem[] = [];
  const groups = new Map<string, ChecklistGroup>();
  for (const number of questionnaire.requirementNumbers) {
    const requirement = catalogue.requirementByNumber.get(number);
    const answered = requirement && byKey.get(requirement.requirementKey);
    if (!requirement || !answered) continue;
    for (const above of [principalOf(number), sectionOf(number)]) {
      const group = catalogue.requirementByNumber.get(above);
      if (!group || groups.has(above)) continue;
      groups.set(above, {
        requirementNumber: above,
        title: principalShortNames[above] ?? group.title,
        parentNumber: group.parentNumber,
      });
    }
    const frequencyNeed = needInList(number, answered[0]?.frequency ?? null);
    answered.sort((left, right) => left.row - right.row);
    items.push({
      requirementNumber: number,
      title: requirement.title,
      rows: answered.map(({ finding, version, facts }) => ({ finding, version, facts })),
      rowNames: requirement.answerRows,
      evidence: answered[0]?.evidence ?? 0,
      tests: answered[0]?.tests ?? 0,
      review: answered[0]?.review ?? null,
      ...(answered[0]?.unconfirmed && { isUnconfirmed: true }),
      ...(answered[0]?.accepted && { hasAcceptedRisk: true }),
      ...(answered[0]?.unmetOn && { unmetOn: toDay(answered[0].unmetOn) }),
      ...(frequencyNeed && { frequencyNeed }),
      ...(answered[0]?.failed && { hasFailedEvidence: true }),
    });
  }
  return { items, groups: [...groups.values()], form: answerFormOf(questionnaire, head.asksPlan) };
}

const globalStore = globalThis as { inplaceGuideTags?: Map<string, string> };

/** Changes with the texts of a version, so that browsers may keep the guides until then. Worked out once per process. */
export function guidesTag(catalogueVersionId: string): string {
  globalStore.inplaceGuideTags ??= new Map();
  const known = globalStore.inplaceGuideTags.get(catalogueVersionId);
  if (known) return known;
  const { requirements, guidanceByNumber, activities } = getCatalogue(catalogueVersionId);
  const text = JSON.stringify([requirements, [...guidanceByNumber], activities]);
  const tag = createHash('sha256').update(text).digest('base64url').slice(0, 12);
  globalStore.inplaceGuideTags.set(catalogueVersionId, tag);
  return tag;
}
