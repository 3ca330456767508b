import 'server-only';
import type { Transaction } from './db';

/**
 * The filter for "another of this name", in capitals or not. Until the transaction ends nobody else gives out a name of
 * this kind in the organization, so that two who choose the same one at the same moment do not both get it.
 */
export async function sameName(
  tx: Transaction,
  organizationId: string,
  kind: string,
  name: string,
): Promise<{ equals: string; mode: 'insensitive' }> {
  const lock = `names of ${kind} ${organizationId}`;
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${lock}, 0))`;
  // PostgreSQL compares with ILIKE, where these three would stand for anything.
  return { equals: name.replace(/[\\%_]/g, '\\$&'), mode: 'insensitive' };
}
