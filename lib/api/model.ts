import { commentPage } from '@/lib/comment/schema';
import { attachInput, detachInput } from '@/lib/evidence/schema';
import { presenceInput } from '@/lib/presence/schema';
import { responseSave } from '@/lib/response/schema';
import { reviewInput } from '@/lib/review/schema';
import { tagsInput } from '@/lib/tag/schema';
import { changeTestInput, recordTestInput, withdrawTestInput } from '@/lib/test-record/schema';
import { evidenceOperations } from './model/evidence';
import type { Operation } from './model/operation';
import * as schema from './schema/answers';
import * as library from './schema/evidence';
import * as panels from './schema/panels';

const assessment = '/api/v1/assessments/[assessmentId]';
const evidence = `${assessment}/requirements/[requirementNumber]/evidence`;
const tags = `${assessment}/requirements/[requirementNumber]/tags`;
const tests = `${assessment}/requirements/[requirementNumber]/tests`;

/** All of it. Whatever stands elsewhere under app/api is for the browser alone. */
export const apiOperations: readonly Operation[] = [
  {
    method: 'GET',
    path: '/api/v1/integrations',
    permission: 'integration:read',
    summary: 'Payment integrations in use',
    query: schema.pageQueryParams,
    answer: schema.integrationPage,
  },
  {
    method: 'GET',
    path: '/api/v1/assessments',
    permission: 'assessment:read',
    summary: 'Assessments that are not archived, with status and progress',
    query: schema.pageQueryParams,
    answer: schema.assessmentPage,
  },
  {
    method: 'GET',
    path: '/api/v1/activities',
    permission: 'schedule:read',
    summary: 'Due dates of periodic activities within a period',
    query: schema.dutyParams,
    answer: schema.dutyPage,
  },
  {
    method: 'GET',
    path: `${assessment}/responses`,
    permission: 'assessment:read',
    summary: 'Every answer of an assessment, without texts',
    query: presenceInput,
    answer: schema.checklist,
  },
  {
    method: 'GET',
    path: `${assessment}/responses/[requirementNumber]`,
    permission: 'assessment:read',
    summary: 'The answer of one requirement with its texts and history',
    answer: schema.responses,
  },
  {
    method: 'PATCH',
    path: `${assessment}/responses/[requirementNumber]`,
    permission: 'response:record',
    summary: 'Records part of an answer; 409 when somebody else saved first',
    body: responseSave,
    answer: schema.saved,
  },
  {
    method: 'POST',
    path: `${assessment}/reviews`,
    permission: 'response:record',
    summary: 'Says that requirements are ready for review (READY); approving and returning takes a person',
    body: reviewInput,
    answer: schema.reviewOutcome,
  },
  {
    method: 'GET',
    path: tags,
    permission: 'assessment:read',
    summary: 'The tags of one requirement',
    answer: schema.tags,
  },
  {
    method: 'PATCH',
    path: tags,
    permission: 'response:record',
    summary:
      'Gives a requirement these tags; 409 when somebody else changed them (takes assessment:read too)',
    body: tagsInput,
    answer: schema.tags,
  },
  {
    method: 'GET',
    path: tests,
    permission: 'assessment:read',
    summary: 'What was tested for one requirement',
    answer: schema.tests,
  },
  {
    method: 'POST',
    path: tests,
    permission: 'response:record',
    summary: 'Records a test of a requirement (takes assessment:read too)',
    body: recordTestInput,
    answer: schema.tests,
  },
  {
    method: 'PATCH',
    path: tests,
    permission: 'response:record',
    summary: 'Corrects a test; 409 when somebody else saved first (takes assessment:read too)',
    body: changeTestInput,
    answer: schema.tests,
  },
  {
    method: 'DELETE',
    path: tests,
    permission: 'response:record',
    summary: 'Withdraws a test with the reason; it stays on record (takes assessment:read too)',
    body: withdrawTestInput,
    answer: schema.tests,
  },
  {
    method: 'GET',
    path: evidence,
    permission: 'evidence:read',
    summary: 'The evidence of one requirement',
    answer: library.evidencePanel,
  },
  {
    method: 'POST',
    path: evidence,
    permission: 'evidence:attach',
    summary: 'Attaches a link, a note or an item of the library (which takes evidence:read too)',
    body: attachInput,
    answer: library.evidencePanel,
  },
  {
    method: 'DELETE',
    path: evidence,
    permission: 'evidence:attach',
    summary: 'Takes an item off a requirement; it stays in the library (takes evidence:read too)',
    body: detachInput,
    answer: library.evidencePanel,
  },
  {
    method: 'GET',
    path: `${assessment}/checklist.xlsx`,
    permission: 'assessment:read',
    summary: 'The answers with their texts as a workbook (takes evidence:read too)',
    answer: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  },
  {
    method: 'GET',
    path: `${assessment}/checklist.csv`,
    permission: 'assessment:read',
    summary: 'The same as CSV (takes evidence:read too)',
    answer: 'text/csv',
  },
  {
    method: 'GET',
    path: `${assessment}/requirements/[requirementNumber]/comments`,
    permission: 'assessment:read',
    summary: 'The last comments on one requirement, or those before one of them',
    query: commentPage,
    answer: schema.comments,
  },
  {
    method: 'GET',
    path: `${assessment}/requirements/[requirementNumber]/risk-analysis`,
    permission: 'assessment:read',
    summary: 'On what the frequency of an answer rests (12.3.1); 404 where the entity does not set it',
    answer: panels.analysisPanel,
  },
  {
    method: 'GET',
    path: `${assessment}/requirements/[requirementNumber]/accepted-risks`,
    permission: 'assessment:read',
    summary: 'Risks that were accepted beside the answers of one requirement',
    answer: panels.acceptedRisks,
  },
  {
    method: 'GET',
    path: `${assessment}/requirements/[requirementNumber]/responsibilities`,
    permission: 'assessment:read',
    summary: 'What the service providers of the assessment do for one requirement (12.8.5)',
    answer: panels.responsibilityPanel,
  },
  {
    method: 'GET',
    path: `${assessment}/package.zip`,
    permission: 'report:export',
    summary:
      'Report, signed data, evidence, index and hashes in one ZIP (takes attestation:read and evidence:read too)',
    answer: 'application/zip',
  },
  {
    method: 'GET',
    path: `${assessment}/report.pdf`,
    permission: 'report:export',
    summary: 'The report (takes attestation:read too)',
    answer: 'application/pdf',
  },
  {
    method: 'GET',
    path: `${assessment}/snapshot.json`,
    permission: 'report:export',
    summary: 'The signed document, byte for byte (takes attestation:read too)',
    answer: 'application/json',
  },
  ...evidenceOperations,
  {
    method: 'GET',
    path: '/api/v1/catalogue/[catalogueVersionId]/guides/[principalNumber]',
    permission: 'assessment:read',
    summary: 'What the requirements of a principal requirement ask, in our own words',
    answer: schema.guides,
  },
  {
    method: 'GET',
    path: '/api/v1/audit-log',
    permission: 'audit-trail:read',
    summary: 'The whole audit log as JSON lines',
    answer: 'application/jsonl',
  },
  {
    method: 'GET',
    path: '/api/v1/audit-log/csv',
    permission: 'audit-trail:read',
    summary: 'What a filter of the audit log shows, as CSV',
    answer: 'text/csv',
  },
  {
    method: 'GET',
    path: '/api/v1/audit-log/sign-ins/csv',
    permission: 'audit-trail:read',
    summary: 'What a filter of the sign-ins shows, as CSV',
    answer: 'text/csv',
  },
];
