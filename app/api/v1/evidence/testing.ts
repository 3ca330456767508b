import * as library from '@/lib/api/schema/evidence';
import { keyOf, request } from '@/lib/api/testing';
import { makeOrganization, type TestMember, type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import { makeAssessment } from '@/lib/response/testing';
import { GET as GET_ITEM } from './[evidenceId]/route';
import { DELETE as DELETE_USES, POST as POST_USES } from './[evidenceId]/uses/route';
import { POST } from './route';

/** What a program sends, through the real routes. For tests only. */
export type Sent = Record<string, unknown>;

export type Pushing = {
  ours: TestOrganization;
  officer: TestMember;
  token: string;
  keyId: string;
  /** Of another organization. */
  foreign: string;
  assessmentId: string;
  signed: string;
};

const json = { 'content-type': 'application/json' };
let current: Pushing;

/** An organization with an officer who has a key, and another organization's key. */
export async function makePushing(): Promise<Pushing> {
  const [ours, theirs] = await Promise.all([makeOrganization(), makeOrganization()]);
  const officer = await ours.addMember({ role: 'COMPLIANCE_OFFICER', name: 'Ola Nordmann' });
  current = {
    ours,
    officer,
    ...(await keyOf(officer)),
    foreign: (await keyOf(theirs)).token,
    assessmentId: await makeAssessment(ours, 'A'),
    signed: await makeAssessment(ours, 'A', { status: 'SIGNED' }),
  };
  return current;
}

export function push(
  body: Sent,
  key: string | null = current.token,
  headers: Record<string, string> = {},
): Promise<Response> {
  const init = { method: 'POST', headers: { ...json, ...headers }, body: JSON.stringify(body) };
  return POST(request('/api/v1/evidence', key, init));
}

/** What was answered, where it was done. */
export async function pushed(body: Sent, key = current.token) {
  const answer = await push({ tool: 'Trivy', title: 'Image scan', ...body }, key);
  if (answer.status >= 400) throw new Error(await answer.text());
  return { status: answer.status, ...library.evidencePushed.parse(await answer.json()) };
}

export function pushForm(
  evidence: string,
  files: Record<string, string>,
  fields: Record<string, string> = {},
  headers: Record<string, string> = {},
): Promise<Response> {
  const body = new FormData();
  body.set('evidence', evidence);
  for (const [name, value] of Object.entries(fields)) body.set(name, value);
  for (const [name, contents] of Object.entries(files)) body.append('file', new Blob([contents]), name);
  return POST(request('/api/v1/evidence', current.token, { method: 'POST', body, headers }));
}

export const at = (evidenceId: string) => ({ params: Promise.resolve({ evidenceId }) });

export async function item(evidenceId: string, key = current.token) {
  const answer = await GET_ITEM(request(`/api/v1/evidence/${evidenceId}`, key), at(evidenceId));
  return library.evidenceItem.parse(await answer.json());
}

export function uses(method: 'POST' | 'DELETE', evidenceId: string, body: Sent, key = current.token) {
  const handler = method === 'POST' ? POST_USES : DELETE_USES;
  const init = { method, headers: json, body: JSON.stringify(body) };
  return handler(request(`/api/v1/evidence/${evidenceId}/uses`, key, init), at(evidenceId));
}

export const rowsOf = async (table: string, { organizationId } = current.ours) =>
  (await unsafeRows(`SELECT 1 FROM "${table}" WHERE "organizationId" = $1`, [organizationId])).length;
