import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { read } from '@/lib/access/read';
import type { PlaceFilter } from '../rules';
import { outcomeOf, type SignInView, signInDetails, signInTypes, signInWords } from '../words';
import { UUID } from './conditions';

const PAGE = 50;

type SignInRow = {
  sequence: bigint;
  at: Date;
  type: string;
  personId: string;
  personName: string;
  actorId: string | null;
  actorName: string | null;
  from: string | null;
  facts: Record<string, unknown> | null;
};

/**
 * One page of what happened to the accounts of the organization's members, newest first. The wall is in the database:
 * sign_in_events() shows nothing of other people, nor of the time before or after somebody was a member.
 */
export async function listSignIns(
  grant: Grant<'audit-trail:read'>,
  filter: PlaceFilter,
  limit = PAGE,
): Promise<{ signIns: SignInView[]; older: number | null }> {
  if (filter.person && !UUID.test(filter.person)) return { signIns: [], older: null };
  const types = signInTypes.filter((type) => filter.outcome === '' || outcomeOf(type) === filter.outcome);
  const rows = await read(
    grant,
    (tx) => tx.$queryRaw<SignInRow[]>`
      SELECT * FROM sign_in_events(${grant.organizationId}::uuid, ${filter.before}::bigint, ${filter.person || null}::uuid,
        ${types}, ${filter.address || null}, (${filter.from}::date)::timestamp AT TIME ZONE ${grant.timeZone},
        (${filter.to}::date + 1)::timestamp AT TIME ZONE ${grant.timeZone}, ${limit + 1}::int)`,
  );
  const page = rows.slice(0, limit);
  return {
    signIns: page.map(signInView),
    older: rows.length > limit ? Number(page.at(-1)?.sequence) : null,
  };
}

function signInView(row: SignInRow): SignInView {
  const byOther = row.actorId !== row.personId && outcomeOf(row.type) !== 'refused';
  return {
    sequence: Number(row.sequence),
    at: row.at,
    personName: row.personName,
    byName: byOther ? (row.actorName ?? 'somebody outside this organization') : null,
    what: signInWords(row.type),
    from: row.from,
    isRefused: outcomeOf(row.type) === 'refused',
    details: signInDetails(row.facts ?? {}),
  };
}
