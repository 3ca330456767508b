import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { read } from '@/lib/access/read';
import { getCatalogue, getQuestionnaire } from '@/lib/catalogue/queries';
import { unsafeCounting } from '@/lib/evidence/queries/counting';
import { toDay } from '@/lib/platform/clock';
import type { Transaction } from '@/lib/platform/db';
import type { ResponseFields } from '@/lib/response/model';
import { type ChecklistHead, fieldsOf, openChecklist, requirementKeyOf } from '@/lib/response/queries';
import { type ExchangeRow, type ExchangeSheet, placeKey } from './model';
import { fieldsAt } from './rules/compare';
import type { LocatedLine } from './rules/locate';

/** The checklist with all its texts, or the part of it that the person sees. NOT_FOUND out of reach. */
export async function readExchangeSheet(
  grant: Grant<'assessment:read'>,
  assessmentId: string,
): Promise<{ head: ChecklistHead; sheet: ExchangeSheet }> {
  const { head } = await openChecklist(grant, assessmentId, null);
  const where = { organizationId: grant.organizationId, assessmentId };
  const parts = await read(grant, (tx) => readParts(tx, where));
  const catalogue = getCatalogue(head.catalogueVersionId);
  const questionnaire = getQuestionnaire(head.catalogueVersionId, head.questionnaireId);
  const rows = questionnaire.requirementNumbers.flatMap((requirementNumber): ExchangeRow[] => {
    const key = requirementKeyOf(requirementNumber);
    const requirement = catalogue.requirementByNumber.get(requirementNumber);
    return (parts.responses.get(key) ?? []).map((response) => ({
      requirementNumber,
      row: response.row,
      title: requirement?.title ?? '',
      question: catalogue.guidanceByNumber.get(requirementNumber)?.question ?? '',
      rowName: requirement?.answerRows[response.row] ?? '',
      fields: fieldsOf({ ...response, planTargetOn: response.planTargetOn && toDay(response.planTargetOn) }),
      version: response.version,
      updatedAt: response.updatedAt,
      updatedByName: response.updatedByName,
      evidence: parts.evidence.get(key) ?? [],
      assigned: parts.assigned.get(key) ?? [],
      tags: parts.tags.get(key)?.flat() ?? [],
    }));
  });
  const seen = new Set(rows.map(({ requirementNumber }) => requirementNumber)).size;
  const sheet = {
    assessmentId,
    assessmentName: head.name,
    questionnaireName: questionnaire.name,
    standard: `${catalogue.standard} ${catalogue.version}`,
    options: questionnaire.responseOptions,
    requirementNumbers: questionnaire.requirementNumbers,
    rows,
    isPart: seen < questionnaire.requirementNumbers.length,
  };
  return { head, sheet };
}

async function readParts(tx: Transaction, where: { organizationId: string; assessmentId: string }) {
  const responses = await tx.response.findMany({ where, orderBy: { row: 'asc' } });
  const links = await tx.evidenceLink.findMany({
    where: {
      ...where,
      removedAt: null,
      evidence: { archivedAt: null },
      ...(await unsafeCounting(tx, where.organizationId)),
    },
    select: { requirementKey: true, evidence: { select: { title: true } } },
    orderBy: { linkedAt: 'asc' },
  });
  const assignments = await tx.assignment.findMany({
    where: { ...where, removedAt: null },
    select: { requirementKey: true, member: { select: { user: { select: { name: true } } } } },
    orderBy: { assignedAt: 'asc' },
  });
  const tagged = await tx.requirementTag.findMany({ where, select: { requirementKey: true, tags: true } });
  return {
    responses: grouped(responses, (response) => response),
    evidence: grouped(links, ({ evidence }) => evidence.title),
    assigned: grouped(assignments, ({ member }) => member.user.name),
    tags: grouped(tagged, ({ tags }) => tags),
  };
}

function grouped<R extends { requirementKey: string }, V>(rows: readonly R[], value: (row: R) => V) {
  const groups = new Map<string, V[]>();
  for (const row of rows) {
    const group = groups.get(row.requirementKey);
    if (group) group.push(value(row));
    else groups.set(row.requirementKey, [value(row)]);
  }
  return groups;
}

/** More recorded changes than that, and what the file held is taken for unknown: every difference is then shown. */
const MOST_CHANGES = 5_000;

/** What the rows of a file held when it was made, where somebody has saved them since. */
export async function readBases(
  grant: Grant<'assessment:read'>,
  assessmentId: string,
  lines: readonly LocatedLine[],
): Promise<Map<string, ResponseFields>> {
  const stale = lines.filter(({ row, version }) => version < row.version);
  const bases = new Map<string, ResponseFields>();
  if (stale.length === 0) return bases;
  const subjectOf = ({ row }: LocatedLine) =>
    `${assessmentId}/${requirementKeyOf(row.requirementNumber)}/${row.row}`;
  const events = await read(grant, (tx) =>
    tx.auditEvent.findMany({
      where: {
        organizationId: grant.organizationId,
        subjectType: 'response',
        subjectId: { in: stale.map(subjectOf) },
        type: 'response.recorded',
      },
      orderBy: { sequence: 'desc' },
      take: MOST_CHANGES,
      select: { subjectId: true, text: true },
    }),
  );
  const recorded = new Map<string, Recorded[]>();
  for (const { subjectId, text } of events) {
    const { data } = JSON.parse(text) as { data: Recorded };
    recorded.set(subjectId, [...(recorded.get(subjectId) ?? []), data]);
  }
  for (const one of stale) {
    const base = fieldsAt(one.row.fields, one.version, one.row.version, recorded.get(subjectOf(one)) ?? []);
    if (base) bases.set(placeKey(one.row), base);
  }
  return bases;
}

type Recorded = Parameters<typeof fieldsAt>[3][number];
