import 'server-only';
import type { Transaction } from '@/lib/platform/db';

/** Names of the things that events are about, by "type:id". */
export type SubjectNames = ReadonlyMap<string, string>;

type Subject = { subjectType: string; subjectId: string };
type Named = { id: string; name: string };
type Finder = (tx: Transaction, where: { organizationId: string; id: { in: string[] } }) => Promise<Named[]>;

const byName = { id: true, name: true } as const;
const byTitle = { id: true, title: true } as const;
const titled = (rows: { id: string; title: string }[]) => rows.map(({ id, title }) => ({ id, name: title }));

const finders: Readonly<Record<string, Finder>> = {
  assessment: (tx, where) => tx.assessment.findMany({ where, select: byName }),
  integration: (tx, where) => tx.integration.findMany({ where, select: byName }),
  'legal-entity': (tx, where) => tx.legalEntity.findMany({ where, select: byName }),
  acquirer: (tx, where) => tx.acquirer.findMany({ where, select: byName }),
  'service-provider': (tx, where) => tx.serviceProvider.findMany({ where, select: byName }),
  invitation: (tx, where) => tx.invitation.findMany({ where, select: byName }),
  evidence: async (tx, where) => titled(await tx.evidenceItem.findMany({ where, select: byTitle })),
  activity: async (tx, where) => titled(await tx.activity.findMany({ where, select: byTitle })),
  'risk-analysis': async (tx, where) => titled(await tx.riskAnalysis.findMany({ where, select: byTitle })),
  member: async (tx, where) => {
    const members = await tx.membership.findMany({
      where: { organizationId: where.organizationId, userId: where.id },
      select: { userId: true, user: { select: { name: true } } },
    });
    return members.map((member) => ({ id: member.userId, name: member.user.name }));
  },
};

/** Looks up today's names: events of a change hold the differences, not the name. At most one query per kind of thing. */
export async function namesOf(
  tx: Transaction,
  organizationId: string,
  rows: readonly Subject[],
): Promise<SubjectNames> {
  const wanted = new Map<string, Set<string>>();
  for (const row of rows) {
    const [type, id] = subjectOf(row);
    if (Object.hasOwn(finders, type) && UUID.test(id))
      wanted.set(type, (wanted.get(type) ?? new Set()).add(id));
  }
  const names = new Map<string, string>();
  for (const [type, ids] of wanted) {
    const found = (await finders[type]?.(tx, { organizationId, id: { in: [...ids] } })) ?? [];
    for (const { id, name } of found) names.set(`${type}:${id}`, name);
  }
  return names;
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** An answer belongs to its assessment: "assessment id/requirement/row". */
export function subjectOf(row: Subject): [string, string] {
  if (row.subjectType === 'response') return ['assessment', row.subjectId.split('/')[0] ?? ''];
  return [row.subjectType, row.subjectId];
}

/** Ids of the things whose name of today holds these words, a hundred of each kind at most. */
export async function subjectsNamed(
  tx: Transaction,
  organizationId: string,
  words: string,
): Promise<string[]> {
  const contains = { contains: words, mode: 'insensitive' } as const;
  const query = { where: { organizationId, name: contains }, select: { id: true }, take: 100 };
  const titles = { where: { organizationId, title: contains }, select: { id: true }, take: 100 };
  const found = [
    await tx.assessment.findMany(query),
    await tx.integration.findMany(query),
    await tx.legalEntity.findMany(query),
    await tx.acquirer.findMany(query),
    await tx.serviceProvider.findMany(query),
    await tx.evidenceItem.findMany(titles),
    await tx.activity.findMany(titles),
    await tx.riskAnalysis.findMany(titles),
  ];
  const members = await tx.membership.findMany({
    where: { organizationId, user: { name: contains } },
    select: { userId: true },
    take: 100,
  });
  return [...found.flat().map(({ id }) => id), ...members.map(({ userId }) => userId)];
}
