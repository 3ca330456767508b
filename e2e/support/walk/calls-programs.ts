import { randomUUID } from 'node:crypto';
import { apiOperations } from '@/lib/api/model';
import type { Operation } from '@/lib/api/model/operation';
import { addressOf } from '../addresses';
import { type Body, requestOf } from './calls-routes';
import type { Ids } from './records';

/** What a program may ask for: what is read comes first, and what takes away last. */
export const programOperations = ['GET', 'POST', 'PATCH', 'DELETE'].flatMap((method) =>
  apiOperations.filter((operation) => operation.method === method),
);

const requirement = '/api/v1/assessments/[assessmentId]/requirements/[requirementNumber]';
const given = { checklist: Buffer.from(''), sealed: '' };

/** What a program sends where the browser sends something else, or nothing. */
const own: Readonly<Record<string, (ids: Ids) => Body>> = {
  'POST /api/v1/evidence': (ids) => ({
    json: {
      title: 'Harbour scan',
      tool: 'Trivy',
      result: 'PASS',
      externalRef: `harbour/${randomUUID()}`,
      assessmentId: ids.assessmentId,
      requirementNumbers: ['2.2.2'],
    },
  }),
  'POST /api/v1/evidence/[evidenceId]/uses': (ids) => ({
    json: { assessmentId: ids.assessmentId, requirementNumbers: ['2.2.2'] },
  }),
  'DELETE /api/v1/evidence/[evidenceId]/uses': (ids) => ({
    json: { assessmentId: ids.assessmentId, requirementNumbers: ['2.2.2'] },
  }),
  'POST /api/v1/assessments/[assessmentId]/reviews': () => ({
    json: { requirements: ['2.2.2:1'], what: 'READY', reason: '' },
  }),
};

/** Operations that are asked about another record than the place in their address says. */
const others: Readonly<Record<string, string>> = {
  [`${requirement}/risk-analysis`]:
    '/api/v1/assessments/[secondAssessmentId]/requirements/11.6.1/risk-analysis',
  '/api/v1/assessments/[assessmentId]/package.zip': '/api/v1/assessments/[signedAssessmentId]/package.zip',
  '/api/v1/assessments/[assessmentId]/report.pdf': '/api/v1/assessments/[signedAssessmentId]/report.pdf',
  '/api/v1/assessments/[assessmentId]/snapshot.json':
    '/api/v1/assessments/[signedAssessmentId]/snapshot.json',
  '/api/v1/evidence/[evidenceId]/files': '/api/v1/evidence/[fileEvidenceId]/files',
  '/api/v1/evidence/[evidenceId]/files/[fileId]': '/api/v1/evidence/[fileEvidenceId]/files/[fileId]',
};

/** An operation of the description as a request about the records of the ids. */
export function programRequest({ method, path }: Operation, ids: Ids): { path: string; body: Body } {
  const address = addressOf(others[path] ?? path, ids);
  const mine = own[`${method} ${path}`];
  if (mine || method === 'GET') return { path: address, body: mine?.(ids) ?? null };
  // The handler is the browser's, and takes the same.
  const { body } = requestOf(`${method} ${path.replace('/api/v1/', '/api/')}`, ids, given);
  return { path: address, body };
}
