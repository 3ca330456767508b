import 'server-only';
import { v7 as newId } from 'uuid';
import type { Grant } from '@/lib/access/grant';
import { commit, eventList } from '@/lib/audit-trail/commit';
import { changesBetween, type DomainEvent } from '@/lib/audit-trail/model';
import { dayIn, now } from '@/lib/platform/clock';
import type { Transaction } from '@/lib/platform/db';
import { AppError } from '@/lib/platform/errors';
import { Prisma } from '@/lib/platform/generated/prisma/client';
import { outdateApprovalsOn } from '@/lib/review/operations';
import { maxFilesPerItem, type ReceivedFile } from '../model';
import { insertFiles } from '../operations/insert';
import { discardUnclaimed } from '../operations/keep/places';
import { storeResult } from '../operations/result-file';
import {
  factsAfter,
  factsOfRow,
  type ItemFacts,
  itemFacts,
  noFacts,
  pushProblem,
  rowOfFacts,
} from '../rules/push';
import type { PushInput } from '../schema/push';
import { settleObjects } from '../store/objects';
import { assertDates } from './add';
import { findLink, insertLink } from './link';
import { type LockedTarget, lockItemWithUses, lockTarget } from './lock';

type Attach = Grant<'evidence:attach'>;

export type Pushed = {
  evidenceId: string;
  externalRef: string | null;
  version: number;
  isNew: boolean;
  linked: number;
  files: { fileId: string; fileName: string; sizeBytes: number; sha256: string }[];
};

/**
 * Takes what a program pushes: a new item or, under a reference that it used before, the next version of that one, linked to
 * the named requirements. Files must be in the store already. Throws FORBIDDEN without a key, INVALID, WRONG_STATE for an item
 * that was removed and for a signed assessment, and CONFLICT for a reference of evidence that the program does not see.
 */
export async function pushEvidence(
  grant: Attach,
  push: PushInput,
  files: readonly ReceivedFile[],
): Promise<Pushed> {
  const key = keyOf(grant);
  if (files.length >= maxFilesPerItem) {
    throw new AppError('INVALID', undefined, { file: [`Send at most ${maxFilesPerItem - 1} files.`] });
  }
  const ranAt = push.ranAt ? new Date(push.ranAt) : now();
  const result = await storeResult(grant.organizationId, push, { ranAt, keyName: key.name, files });
  try {
    const pushed = await commit(grant, async (tx) => {
      await tx.$executeRaw`SELECT set_config('app.key_id', ${key.id}, true)`;
      const known = await findByReference(tx, grant.organizationId, push.externalRef);
      const targets = await lockTargets(tx, grant.organizationId, push);
      const run: Run = { push, ranAt, files: [result, ...files] };
      const { item, version, events, fileIds } = known
        ? await addRun(tx, grant, known, run)
        : await addItem(tx, grant, run);
      events.push(await insertResult(tx, grant, item, version, run));
      const links = await linkNew(tx, grant, item, targets);
      return {
        result: {
          evidenceId: item.id,
          externalRef: push.externalRef ?? null,
          version,
          isNew: known === null,
          linked: links.length,
          files: run.files.map(({ fileName, sizeBytes, sha256 }, at) => ({
            fileId: fileIds[at] ?? '',
            fileName,
            sizeBytes,
            sha256,
          })),
        },
        events: eventList([...events, ...links]),
      };
    });
    await settleObjects([result.storageKey]);
    return pushed;
  } catch (error) {
    await discardUnclaimed([result.storageKey]);
    throw isTaken(error)
      ? new AppError('CONFLICT', 'This reference belongs to evidence that this key does not see.', {
          externalRef: ['Choose another reference.'],
        })
      : error;
  }
}

type Run = { push: PushInput; ranAt: Date; files: readonly ReceivedFile[] };
type Item = { id: string; title: string };
type Written = { item: Item; version: number; events: DomainEvent[]; fileIds: string[] };

function keyOf({ actor }: Attach): { id: string; name: string } {
  if (!actor.key || !actor.userId)
    throw new AppError('FORBIDDEN', 'Only a program pushes such evidence, with its key.');
  return actor.key;
}

/** Two runs with one reference come one after the other, also when neither finds an item yet. */
async function findByReference(
  tx: Transaction,
  organizationId: string,
  externalRef: string | undefined,
): Promise<string | null> {
  if (externalRef === undefined) return null;
  const name = `evidence ${organizationId} ${externalRef}`;
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${name}, 0))`;
  const item = await tx.evidenceItem.findFirst({
    where: { organizationId, externalRef },
    select: { id: true },
  });
  return item?.id ?? null;
}

async function lockTargets(
  tx: Transaction,
  organizationId: string,
  { assessmentId, requirementNumbers = [] }: PushInput,
): Promise<LockedTarget[]> {
  const locked: LockedTarget[] = [];
  for (const requirementNumber of assessmentId ? requirementNumbers : [])
    locked.push(
      await lockTarget(tx, organizationId, { assessmentId: assessmentId ?? '', requirementNumber }),
    );
  return locked;
}

function checkedFacts(grant: Attach, before: ItemFacts, { push, ranAt }: Run): ItemFacts {
  const facts = factsAfter(before, push, dayIn(grant.timeZone, ranAt));
  const problem = pushProblem(facts, ranAt, now());
  if (problem) throw new AppError('INVALID', undefined, { [problem.field]: [problem.message] });
  assertDates(grant, facts);
  return facts;
}

async function addItem(tx: Transaction, grant: Attach, run: Run): Promise<Written> {
  const { organizationId, actor } = grant;
  const facts = checkedFacts(grant, noFacts, run);
  const item = { id: newId(), title: facts.title };
  await tx.evidenceItem.create({
    data: {
      organizationId,
      id: item.id,
      kind: 'MACHINE',
      ...rowOfFacts(facts),
      externalRef: run.push.externalRef ?? null,
      ownerId: await ownerOf(tx, grant),
      receivedById: actor.userId ?? '',
      receivedByName: actor.name,
    },
  });
  const inserted = await insertFiles(tx, organizationId, item, run.files);
  const added = {
    type: 'evidence.added' as const,
    subject: { type: 'evidence', id: item.id },
    data: { kind: 'MACHINE', ...facts, externalRef: run.push.externalRef ?? null },
  };
  return { item, version: 1, events: [added, ...inserted.events], fileIds: inserted.fileIds };
}

async function addRun(tx: Transaction, grant: Attach, evidenceId: string, run: Run): Promise<Written> {
  const { organizationId } = grant;
  const locked = await lockItemWithUses(tx, organizationId, evidenceId);
  const {
    version: _,
    fileVersion,
    ...row
  } = await tx.evidenceItem.findUniqueOrThrow({
    where: { organizationId_id: { organizationId, id: locked.id } },
    select: {
      version: true,
      fileVersion: true,
      title: true,
      evidenceType: true,
      collectedOn: true,
      coversFrom: true,
      coversTo: true,
      validUntil: true,
      confidentiality: true,
      source: true,
      tags: true,
    },
  });
  const before = factsOfRow(row);
  const facts = checkedFacts(grant, before, run);
  const item = { id: locked.id, title: facts.title };
  const version = fileVersion + 1;
  await tx.evidenceItem.update({
    where: { organizationId_id: { organizationId, id: item.id } },
    data: { ...rowOfFacts(facts), fileVersion: version, version: { increment: 1 } },
  });
  const inserted = await insertFiles(tx, organizationId, item, run.files, version);
  // Whoever approved an answer has seen the version before.
  await outdateApprovalsOn(tx, organizationId, item.id);
  const subject = { type: 'evidence', id: item.id };
  const changes = changesBetween(before, facts, itemFacts);
  const events: DomainEvent[] = [
    {
      type: 'evidence.version-added',
      subject,
      data: { title: item.title, fileVersion: version, reason: '' },
    },
    ...inserted.events,
  ];
  if (Object.keys(changes).length > 0) events.push({ type: 'evidence.changed', subject, data: changes });
  return { item, version, events, fileIds: inserted.fileIds };
}

/** Of what a service account pushes the person who answers for that account is the owner. */
async function ownerOf(tx: Transaction, { organizationId, actor }: Attach): Promise<string> {
  const userId = actor.userId ?? '';
  const account = await tx.serviceAccount.findFirst({
    where: { organizationId, membership: { userId } },
    select: { owner: { select: { userId: true, endedAt: true } } },
  });
  return account && account.owner.endedAt === null ? account.owner.userId : userId;
}

async function insertResult(
  tx: Transaction,
  grant: Attach,
  item: Item,
  fileVersion: number,
  { push, ranAt }: Run,
): Promise<DomainEvent> {
  const { actor, organizationId } = grant;
  const key = keyOf(grant);
  const { tool, toolVersion, result, summary, source, runUrl } = push;
  await tx.machineResult.create({
    data: {
      organizationId,
      evidenceId: item.id,
      fileVersion,
      tool,
      toolVersion,
      ranAt,
      result,
      summary,
      source,
      runUrl,
      receivedById: actor.userId ?? '',
      receivedByName: actor.name,
      keyId: key.id,
      keyName: key.name,
    },
  });
  return {
    type: 'evidence.result-recorded',
    subject: { type: 'evidence', id: item.id },
    data: {
      title: item.title,
      externalRef: push.externalRef ?? null,
      fileVersion,
      tool,
      toolVersion,
      ranAt: ranAt.toISOString(),
      result,
      source,
      runUrl,
    },
  };
}

async function linkNew(
  tx: Transaction,
  grant: Attach,
  item: Item,
  targets: readonly LockedTarget[],
): Promise<DomainEvent[]> {
  const events: DomainEvent[] = [];
  for (const target of targets) {
    if (await findLink(tx, grant.organizationId, item.id, target)) continue;
    events.push(await insertLink(tx, grant, item, target));
  }
  return events;
}

function isTaken(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002';
}
