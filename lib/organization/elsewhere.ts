import 'server-only';
import { grantFor } from '@/lib/access/authorize';
import type { Permission } from '@/lib/access/permissions';
import { read } from '@/lib/access/read';
import type { SessionContext } from '@/lib/access/session';
import type { Transaction } from '@/lib/platform/db';
import { AppError } from '@/lib/platform/errors';

type Where = { organizationId: string; id: string };
type Records = { permission: Permission; count: (tx: Transaction, where: Where) => Promise<number> };

const records: Record<string, Records> = {
  assessments: { permission: 'assessment:read', count: (tx, where) => tx.assessment.count({ where }) },
  evidence: { permission: 'evidence:read', count: (tx, where) => tx.evidenceItem.count({ where }) },
  integrations: { permission: 'integration:read', count: (tx, where) => tx.integration.count({ where }) },
  providers: {
    permission: 'service-provider:read',
    count: (tx, where) => tx.serviceProvider.count({ where }),
  },
  'risk-analyses': {
    permission: 'assessment:read',
    count: (tx, where) => tx.riskAnalysis.count({ where }),
  },
  acquirers: { permission: 'legal-entity:read', count: (tx, where) => tx.acquirer.count({ where }) },
  'legal-entities': {
    permission: 'legal-entity:read',
    count: (tx, where) => tx.legalEntity.count({ where }),
  },
  'schedule/activities': {
    permission: 'schedule:read',
    count: (tx, where) => tx.activity.count({ where }),
  },
};

const address = new RegExp(
  `^/(${Object.keys(records).join('|')})/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:/[\\w-]+(?:\\.[\\w-]+)*)*$`,
);

/** Whether a path is a record's page of ours, so that nobody is sent anywhere else. */
export function isRecordAddress(path: string): boolean {
  return address.test(path);
}

/**
 * Another organization that this person belongs to, reaches with this session, and may read the record of this page in;
 * null where there is none. It looks nowhere else, so what is not theirs answers like what never existed.
 */
export async function findElsewhere(
  session: SessionContext,
  path: string,
): Promise<{ organizationId: string; name: string } | null> {
  const [, kind = '', id = ''] = address.exec(path) ?? [];
  const asked = records[kind];
  if (!asked) return null;
  for (const { id: organizationId, name, role } of session.organizations) {
    if (organizationId === session.organizationId) continue;
    const there = { ...session, organizationId, role, seesAll: false };
    if (await mayRead(there, organizationId, asked, id)) return { organizationId, name };
  }
  return null;
}

async function mayRead(
  there: SessionContext,
  organizationId: string,
  { permission, count }: Records,
  id: string,
): Promise<boolean> {
  try {
    return (await read(grantFor(there, permission), (tx) => count(tx, { organizationId, id }))) > 0;
  } catch (error) {
    if (error instanceof AppError && error.code === 'FORBIDDEN') return false;
    throw error;
  }
}
