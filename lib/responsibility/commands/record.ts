import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { commit, eventList, unchanged } from '@/lib/audit-trail/commit';
import { type Changes, changesBetween, type DomainEvent } from '@/lib/audit-trail/model';
import { currentCatalogueVersionId, findRequirement } from '@/lib/catalogue/queries';
import { compareRequirementNumbers } from '@/lib/catalogue/rules';
import { now } from '@/lib/platform/clock';
import type { Transaction } from '@/lib/platform/db';
import { AppError, notFound } from '@/lib/platform/errors';
import { unsafeWithSetAside } from '@/lib/platform/set-aside';
import { outdateApprovals } from '@/lib/review/operations';
import type { Said } from '../model';
import { readSaid, saidOf } from '../operations';
import type { RecordResponsibilitiesInput } from '../schema';

const fields = ['responsibility', 'agreedIn'] as const;

type Change = { requirementNumber: string; requirementKey: string; after: Said; changes: Changes };

/**
 * Says who meets one or several requirements where a provider takes part (12.8.5): all of them or, when one was changed since
 * the person has seen it, none. Throws NOT_FOUND for an unknown provider or requirement, CONFLICT, and WRONG_STATE for a
 * provider in the archive.
 */
export function recordResponsibilities(
  grant: Grant<'service-provider:manage'>,
  input: RecordResponsibilitiesInput,
): Promise<{ changed: number }> {
  const { organizationId } = grant;
  const { serviceProviderId } = input;
  return commit(grant, async (tx) => {
    const name = await lockProvider(tx, organizationId, serviceProviderId);
    const said = await readSaid(tx, organizationId, serviceProviderId);
    const changes = changesOf(input, said);
    if (changes.length === 0) return unchanged({ changed: 0 });
    await write(tx, grant, serviceProviderId, changes);
    await outdateReviewed(tx, organizationId, serviceProviderId, changes);
    return {
      result: { changed: changes.length },
      events: eventList(eventsOf(serviceProviderId, name, changes)),
    };
  });
}

/** Holds the provider, so that two who say something of it come one after the other. */
async function lockProvider(
  tx: Transaction,
  organizationId: string,
  serviceProviderId: string,
): Promise<string> {
  const [provider] = await tx.$queryRaw<{ name: string; archivedAt: Date | null }[]>`
    SELECT "name", "archivedAt" FROM "ServiceProvider"
     WHERE "organizationId" = ${organizationId}::uuid AND "id" = ${serviceProviderId}::uuid FOR UPDATE`;
  if (!provider) throw notFound();
  if (provider.archivedAt) {
    throw new AppError('WRONG_STATE', 'This provider is archived. Restore it before you change it.');
  }
  return provider.name;
}

function changesOf(input: RecordResponsibilitiesInput, said: ReadonlyMap<string, Said>): Change[] {
  const overtaken: string[] = [];
  const changes = input.requirements.flatMap(({ requirementNumber, version }): Change[] => {
    const requirement = findRequirement(currentCatalogueVersionId, requirementNumber);
    if (requirement?.kind !== 'requirement') throw notFound(`There is no requirement ${requirementNumber}.`);
    const { requirementKey } = requirement;
    const before = saidOf(said.get(requirementKey));
    if (before.version !== version) overtaken.push(requirementNumber);
    const after = {
      responsibility: input.responsibility,
      // What nobody is said to meet is agreed nowhere.
      agreedIn: input.responsibility === null ? '' : (input.agreedIn ?? before.agreedIn),
      version: before.version + 1,
    };
    const found = changesBetween<Said>(before, after, fields);
    return Object.keys(found).length === 0
      ? []
      : [{ requirementNumber, requirementKey, after, changes: found }];
  });
  if (overtaken.length > 0) {
    const some =
      overtaken.length > 5 ? `${overtaken.slice(0, 5).join(', ')} and others` : overtaken.join(', ');
    throw new AppError(
      'CONFLICT',
      `Somebody else has changed ${some} since you opened this. Nothing of yours was saved: look at theirs, then choose again.`,
    );
  }
  return changes;
}

/** All of them in one statement: a whole questionnaire is said at once. */
async function write(
  tx: Transaction,
  { organizationId, actor }: Grant<'service-provider:manage'>,
  serviceProviderId: string,
  changes: readonly Change[],
): Promise<void> {
  const keys = changes.map(({ requirementKey }) => requirementKey);
  const said = changes.map(({ after }) => after.responsibility);
  const notes = changes.map(({ after }) => after.agreedIn);
  const versions = changes.map(({ after }) => after.version);
  await tx.$executeRaw`
    INSERT INTO "ResponsibilityAssignment"
      ("organizationId", "serviceProviderId", "requirementKey", "responsibility", "agreedIn", "version", "changedAt", "changedByName")
    SELECT ${organizationId}::uuid, ${serviceProviderId}::uuid, k, r, n, v, ${now()}, ${actor.name}
      FROM unnest(${keys}::text[], ${said}::text[], ${notes}::text[], ${versions}::int[]) AS t(k, r, n, v)
    ON CONFLICT ("organizationId", "serviceProviderId", "requirementKey") DO UPDATE SET "responsibility" = excluded."responsibility",
      "agreedIn" = excluded."agreedIn", "version" = excluded."version", "changedAt" = excluded."changedAt",
      "changedByName" = excluded."changedByName"`;
}

/** Whoever approved an answer has seen who was said to meet it. */
async function outdateReviewed(
  tx: Transaction,
  organizationId: string,
  serviceProviderId: string,
  changes: readonly Change[],
): Promise<void> {
  const assessments = await tx.assessment.findMany({
    where: {
      organizationId,
      status: 'OPEN',
      integrations: { some: { integration: { providers: { some: { serviceProviderId } } } } },
    },
    select: { id: true },
  });
  const places = assessments.flatMap(({ id: assessmentId }) =>
    changes.map(({ requirementKey }) => ({ assessmentId, requirementKey })),
  );
  // Also where a change of the questionnaire has put a requirement out of sight.
  await unsafeWithSetAside(tx, () => outdateApprovals(tx, organizationId, places));
}

/** One event for all that changed alike, so that "these are the provider's" is one line of the log. */
function eventsOf(serviceProviderId: string, name: string, changed: readonly Change[]): DomainEvent[] {
  const alike = new Map<string, Change[]>();
  for (const change of changed) {
    const key = JSON.stringify(change.changes);
    alike.set(key, [...(alike.get(key) ?? []), change]);
  }
  return [...alike.values()].map((group) => {
    const numbers = group
      .map(({ requirementNumber }) => requirementNumber)
      .toSorted(compareRequirementNumbers);
    return {
      type: 'responsibility.recorded',
      subject: { type: 'service-provider', id: serviceProviderId },
      data: {
        name,
        concerns: numbers.length === 1 ? `${numbers[0]}` : `${numbers.length} requirements`,
        requirementNumbers: numbers,
        changes: group[0]?.changes ?? {},
      },
    };
  });
}
