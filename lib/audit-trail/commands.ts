import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { read } from '@/lib/access/read';
import { now } from '@/lib/platform/clock';
import type { ChainCheck } from './chain';
import { statementOf } from './checkpoint';
import { commit } from './commit';
import { readJournal } from './journal';
import type { DomainEvent } from './model';
import { sealOrganization } from './operations/checkpoint';
import { chainOf, type KnownCheckpoints, knownCheckpoints } from './queries/checkpoints';
import { csvOf, signInCsvOf } from './queries/csv';
import { listPeople } from './queries/list';
import { type Chain, chainRows } from './queries/rows';
import { verifyChain } from './queries/verify';
import { type EventFilter, filterWords, type PlaceFilter } from './rules';
import { outcomeOf } from './words';

/**
 * Checks the chain and its checkpoints and records what was found, so that the next reader sees when it was last checked.
 * What fits is sealed with a new checkpoint.
 */
export async function verifyAuditTrail(grant: Grant<'audit-trail:read'>): Promise<ChainCheck> {
  const check = await verifyChain(grant);
  await commit(grant, async () => ({
    result: undefined,
    events: [
      event(grant, 'audit-trail.verified', {
        entries: check.entries,
        problem: check.problem?.words ?? null,
      }),
    ],
  }));
  if (!check.problem) await sealOrganization(grant);
  return check;
}

/**
 * The whole chain as JSON lines that docs/verify-audit-trail.mjs checks without Inplace: a first line that says what it is,
 * one line per checkpoint and then per entry, a last line with the number of entries and the last hash. A checkpoint is
 * made first, so that it covers all of them. The export is an event.
 */
export async function exportAuditTrail(
  grant: Grant<'audit-trail:read'>,
): Promise<ReadableStream<Uint8Array>> {
  await sealOrganization(grant);
  const { organizationId } = grant;
  const chain = await chainOf(grant);
  const journal = await readJournal(chain.name);
  // Before the end is read: what is sealed beyond it was removed since.
  const { checkpoints } = await knownCheckpoints(chain, journal);
  const { organizationName, head } = await read(grant, async (tx) => {
    const organization = await tx.organization.findUniqueOrThrow({
      where: { id: organizationId },
      select: { name: true },
    });
    const row = await tx.auditHead.findUnique({
      where: { organizationId },
      select: { sequence: true, hash: true },
    });
    return { organizationName: organization.name, head: row ?? { sequence: 0n, hash: '0'.repeat(64) } };
  });
  await commit(grant, async () => ({
    result: undefined,
    events: [event(grant, 'audit-trail.exported', { entries: Number(head.sequence), hash: head.hash })],
  }));
  const first = {
    format: 'inplace-audit-trail/3',
    chain: chain.name,
    organizationName,
    exportedAt: now().toISOString(),
    publicKeys: Object.fromEntries(journal.keys),
  };
  return streamOf(exportLines(first, chain, checkpoints, head));
}

async function* exportLines(
  first: object,
  chain: Chain,
  checkpoints: KnownCheckpoints['checkpoints'],
  head: { sequence: bigint; hash: string },
): AsyncGenerator<object> {
  yield first;
  for (const checkpoint of checkpoints) {
    const { signature, timeStamp } = checkpoint;
    yield { checkpoint: statementOf(checkpoint), signature, timeStamp };
  }
  for await (const row of chainRows(chain, 0n, head.sequence)) {
    yield {
      sequence: Number(row.sequence),
      at: row.sealedAt,
      outcome: outcomeOf(row.type),
      text: row.text,
      previousHash: row.previousHash,
      hash: row.hash,
    };
  }
  yield { entries: Number(head.sequence), lastHash: head.hash };
}

/**
 * What a filter shows, as CSV in constant memory. The export is an event that names the filter.
 */
export async function exportFiltered(
  grant: Grant<'audit-trail:read'>,
  filter: EventFilter,
): Promise<ReadableStream<Uint8Array>> {
  const head = await read(grant, (tx) =>
    tx.auditHead.findUnique({
      where: { organizationId: grant.organizationId },
      select: { sequence: true },
    }),
  );
  await recordExport(grant, filter, 'CSV');
  const before = Math.min(filter.before ?? Number.MAX_SAFE_INTEGER, Number(head?.sequence ?? 0) + 1);
  return textStream(csvOf(grant, filter, before));
}

/** The same for the sign-ins of the members, which stand in the chain of the instance. */
export async function exportSignIns(
  grant: Grant<'audit-trail:read'>,
  filter: PlaceFilter,
): Promise<ReadableStream<Uint8Array>> {
  await recordExport(grant, { ...filter, type: '', subject: '', query: '' }, 'CSV, sign-ins');
  return textStream(signInCsvOf(grant, filter));
}

async function recordExport(
  grant: Grant<'audit-trail:read'>,
  filter: EventFilter,
  format: string,
): Promise<void> {
  const person = (await listPeople(grant)).find(({ userId }) => userId === filter.person);
  const words = filterWords(filter, person?.name ?? null);
  await commit(grant, async () => ({
    result: undefined,
    events: [event(grant, 'audit-trail.exported', { format, filter: words })],
  }));
}

function textStream(pieces: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await pieces.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await pieces.return(undefined);
    },
  });
}

function streamOf(lines: AsyncGenerator<object>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      // A few hundred lines at a time: one line per pull would be slow.
      let text = '';
      while (text.length < 64 * 1024) {
        const { done, value } = await lines.next();
        if (done) break;
        text += `${JSON.stringify(value)}\n`;
      }
      if (text) controller.enqueue(encoder.encode(text));
      else controller.close();
    },
    async cancel() {
      await lines.return(undefined);
    },
  });
}

function event(
  grant: Grant,
  type: 'audit-trail.verified' | 'audit-trail.exported',
  data: Record<string, string | number | null>,
): DomainEvent {
  return { type, subject: { type: 'audit-trail', id: grant.organizationId }, data };
}
