import { randomUUID } from 'node:crypto';
import { addressOf } from '../addresses';
import { pdfFile } from '../evidence-files';
import { TEST_PASSWORD } from '../people';
import type { Method } from '../rights';
import type { Ids } from './records';

type File = { name: string; mimeType: string; buffer: Buffer };
export type Body =
  | { json: Record<string, unknown> }
  | { multipart: Record<string, string | File> }
  | { headers: Record<string, string> }
  | null;

/** What only the app can make: a checklist of one's own assessment, and what the preview of it has sealed. */
export type Given = { checklist: Buffer; sealed: string };

type RouteCall = (ids: Ids, given: Given) => Body;

const text: File = { name: 'harbour.txt', mimeType: 'text/plain', buffer: Buffer.from('Harbour') };
const tus = { 'tus-resumable': '1.0.0' };
const requirement = '/api/assessments/[assessmentId]/requirements/[requirementNumber]';
const test = {
  methods: ['EXAMINED'],
  examined: 'Harbour files',
  performedOn: '2026-06-01',
  result: 'MET',
};
const risk = {
  row: null,
  risk: 'Harbour risk',
  reason: 'The old server goes in spring',
  acceptedByName: 'Ada Berger',
  acceptedByRole: 'Head of the shop',
  acceptedOn: '2026-06-01',
  reviewOn: '2027-05-31',
};
const users = 'urn:ietf:params:scim:schemas:core:2.0:User';
const patches = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';
const operation = (path: string, value: unknown, op = 'replace') => ({
  json: { schemas: [patches], Operations: [{ op, path, value }] },
});

/** For every route that changes something what a page, a program or an identity provider sends it. */
export const routeCalls: Readonly<Record<string, RouteCall>> = {
  'POST /api/assessments/[assessmentId]/checklist-import': (_, { checklist }) => ({
    multipart: { file: { name: 'checklist.csv', mimeType: 'text/csv', buffer: checklist } },
  }),
  'PUT /api/assessments/[assessmentId]/checklist-import': (_, { sealed }) => ({
    json: { sealed, chosen: [] },
  }),
  [`POST ${requirement}/comments`]: (ids) => ({
    json: { commentId: randomUUID(), text: 'Harbour @[1]', mentionedIds: [ids.colleagueId] },
  }),
  [`PATCH ${requirement}/comments`]: (ids) => ({
    json: { what: 'EDIT', commentId: ids.commentId, version: 1, text: 'Harbour', mentionedIds: [] },
  }),
  [`POST ${requirement}/evidence`]: (ids) => ({
    json: { kind: 'EXISTING', evidenceId: ids.noteEvidenceId },
  }),
  [`DELETE ${requirement}/evidence`]: (ids) => ({ json: { evidenceId: ids.linkedEvidenceId } }),
  [`POST ${requirement}/tests`]: (ids) => ({ json: { ...test, performedById: ids.colleagueId } }),
  [`PATCH ${requirement}/tests`]: (ids) => ({
    json: { ...test, performedById: ids.colleagueId, testId: ids.testId, version: '1' },
  }),
  [`DELETE ${requirement}/tests`]: (ids) => ({
    json: { testId: ids.testId, version: '2', reason: 'Wrong' },
  }),
  [`PATCH ${requirement}/tags`]: () => ({ json: { tags: ['Harbour tag'], version: 0 } }),
  [`POST ${requirement}/accepted-risks`]: () => ({ json: risk }),
  [`PATCH ${requirement}/accepted-risks`]: (ids) => ({
    json: { ...risk, acceptedRiskId: ids.acceptedRiskId, version: 1 },
  }),
  [`DELETE ${requirement}/accepted-risks`]: (ids) => ({
    json: { acceptedRiskId: ids.acceptedRiskId, version: 2, reason: 'Mended' },
  }),
  [`POST ${requirement}/responsibilities`]: (ids) => ({
    json: {
      serviceProviderId: ids.serviceProviderId,
      version: 0,
      responsibility: 'TPSP',
      agreedIn: 'Contract',
    },
  }),
  [`POST ${requirement}/risk-analysis`]: (ids) => ({ json: { what: 'LINK', analysisId: ids.analysisId } }),
  'PATCH /api/assessments/[assessmentId]/responses/[requirementNumber]': () => ({
    json: { id: randomUUID(), row: 0, version: 1, changes: { finding: 'NOT_IN_PLACE' } },
  }),
  'POST /api/assessments/[assessmentId]/reviews': () => ({
    json: { requirements: ['2.2.2:2'], what: 'APPROVE', reason: '' },
  }),
  'POST /api/assessments/[assessmentId]/signed-document': () => ({
    multipart: { password: TEST_PASSWORD, file: pdfFile('signed.pdf', 'Harbour') },
  }),
  'POST /api/evidence': (ids) => ({
    multipart: {
      title: 'Harbour file',
      assessmentId: ids.assessmentId,
      requirementNumber: '2.2.2',
      file: text,
    },
  }),
  'POST /api/evidence/[evidenceId]/files': () => ({ multipart: { file: text } }),
  'POST /api/evidence-requests/[requestId]/answer': () => ({
    json: { uploadIds: [randomUUID()], note: '' },
  }),
  'POST /api/evidence/uploads': () => ({
    headers: { ...tus, 'upload-length': '7', 'upload-metadata': 'filename aGFyYm91ci50eHQ=' },
  }),
  'PATCH /api/evidence/uploads/[uploadId]': () => ({
    headers: { ...tus, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' },
  }),
  'DELETE /api/evidence/uploads/[uploadId]': () => ({ headers: tus }),
  'POST /api/scim/v2/Groups': (ids) => ({
    json: { displayName: `Harbour ${randomUUID()}`, members: [{ value: ids.membershipId }] },
  }),
  'PUT /api/scim/v2/Groups/[groupId]': (ids) => ({
    json: { displayName: 'Harbour group', members: [{ value: ids.membershipId }] },
  }),
  'PATCH /api/scim/v2/Groups/[groupId]': (ids) => operation('members', [{ value: ids.membershipId }], 'add'),
  'DELETE /api/scim/v2/Groups/[groupId]': () => null,
  'POST /api/scim/v2/Users': (ids) => {
    const userName = `${randomUUID()}@${ids.provenDomain}`;
    return { json: { schemas: [users], userName, displayName: 'Harbour', emails: [{ value: userName }] } };
  },
  'PUT /api/scim/v2/Users/[userId]': (ids) => ({
    json: {
      schemas: [users],
      userName: `harbour.owner@${ids.provenDomain}`,
      displayName: 'Harbour',
      active: true,
    },
  }),
  'PATCH /api/scim/v2/Users/[userId]': () => operation('active', false),
  'DELETE /api/scim/v2/Users/[userId]': () => null,
  'POST /api/scim/v2/[...other]': () => ({ json: {} }),
};

/** Routes that are asked about another record than the place in their address says. */
const others: Readonly<Record<string, string>> = {
  [`${requirement}/risk-analysis`]: '/api/assessments/[secondAssessmentId]/requirements/11.6.1/risk-analysis',
  '/api/assessments/[assessmentId]/signed-document': '/api/assessments/[signedAssessmentId]/signed-document',
  '/api/scim/v2/Users/[userId]': '/api/scim/v2/Users/[membershipId]',
};

/** "PATCH /api/…/[assessmentId]/…" as a request about the records of the ids. */
export function requestOf(
  name: string,
  ids: Ids,
  given: Given,
): { method: Method; path: string; body: Body } {
  const [method = '', pattern = ''] = name.split(' ');
  const path = addressOf(others[pattern] ?? pattern, ids);
  return { method: method as Method, path, body: routeCalls[name]?.(ids, given) ?? null };
}
