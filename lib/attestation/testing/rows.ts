import { randomUUID } from 'node:crypto';
import { unsafeMakeConfirmation } from '@/lib/access/confirmation';
import type { Finding, QuestionnaireId } from '@/lib/catalogue/model';
import { dayIn } from '@/lib/platform/clock';
import { type TestMember, type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import { makeAssessment } from '@/lib/response/testing';
import { approveAll } from '@/lib/review/testing';
import { prepareAttestation } from '../commands/prepare';
import { signAttestation } from '../commands/sign';
import type { AttestationDraft, FormPart } from '../model/form';
import type { SignInput } from '../model/input';
import { getSignOff } from '../queries/sign-off';
import { fullDraft } from './sources';

export const officer = { name: 'Daniel Okafor', title: 'Managing director' };

/** Gives every answer row of an assessment the same finding, reviewed. For tests only. */
export async function answerAll(assessmentId: string, finding: Finding): Promise<void> {
  await unsafeRows(
    `UPDATE "Response" SET "finding" = $2, "notApplicableReason" = 'None here', "resultNote" = 'Seen', "version" = 1,
       "updatedAt" = '2026-11-20T10:00:00Z', "updatedByName" = 'Priya Raman' WHERE "assessmentId" = $1`,
    [assessmentId, finding],
  );
  await approveAll(assessmentId);
}

/** Fills in and confirms the whole form as a person would, part by part. For tests only. */
export async function fillForm(
  person: TestMember,
  assessmentId: string,
  change: Partial<AttestationDraft> = {},
): Promise<void> {
  const parts = fullDraft({
    eligibility: {
      criteria: ['a1', 'a2', 'a3', 'a4', 'a5', 'a6'].map((criterionId) => ({ criterionId, answer: 'YES' })),
    },
    completion: { completedOn: dayIn('Europe/Berlin'), legalConstraint: false },
    officer,
    ...change,
  });
  for (const [part, values] of Object.entries(parts)) {
    await prepareAttestation(person.grant('attestation:prepare'), {
      assessmentId,
      part: part as FormPart,
      basis: '',
      values,
    });
  }
}

/** A SAQ A with every answer and the whole form: only the signature is missing. For tests only. */
export async function makeReady(
  organization: TestOrganization,
  options: { questionnaireId?: QuestionnaireId; finding?: Finding; draft?: Partial<AttestationDraft> } = {},
): Promise<string> {
  const assessmentId = await makeAssessment(organization, options.questionnaireId ?? 'A');
  await answerAll(assessmentId, options.finding ?? 'IN_PLACE');
  await fillForm(organization, assessmentId, options.draft);
  return assessmentId;
}

/** What the signer's page shows: the hash of the content. For tests only. */
export async function shownHash(person: TestMember, assessmentId: string): Promise<string> {
  const page = await getSignOff(person.grant('attestation:read'), assessmentId);
  if (!('draft' in page)) throw new Error('this assessment is signed already');
  return page.draft.contentSha256;
}

/** Signs as the executive officer in the app. For tests only. */
export async function sign(
  person: TestMember,
  assessmentId: string,
  change: Partial<SignInput> = {},
): Promise<{ snapshotSha256: string }> {
  return signAttestation(person.grant('attestation:sign'), unsafeMakeConfirmation(person.userId), {
    assessmentId,
    contentSha256: change.contentSha256 ?? (await shownHash(person, assessmentId)),
    completed: true,
    fair: true,
    maintained: true,
    fullName: officer.name,
    ...change,
  });
}

/** An open correction of a signed assessment with the same answers. For tests only. */
export async function makeCorrection(organization: TestOrganization, revisionOfId: string): Promise<string> {
  const assessmentId = await makeAssessment(organization, 'A');
  await answerAll(assessmentId, 'IN_PLACE');
  await unsafeRows('UPDATE "Assessment" SET "revisionOfId" = $2, "revision" = 2 WHERE "id" = $1', [
    assessmentId,
    revisionOfId,
  ]);
  return assessmentId;
}

/** An acquirer of the organization. For tests only. */
export async function makeAcquirer({ organizationId }: TestOrganization, name = 'North Bank') {
  const id = randomUUID();
  await unsafeRows('INSERT INTO "Acquirer" ("organizationId", "id", "name") VALUES ($1, $2, $3)', [
    organizationId,
    id,
    name,
  ]);
  return id;
}

/** Events of one assessment, oldest first. For tests only. */
export async function assessmentEvents(assessmentId: string) {
  const rows = await unsafeRows<{ type: string; text: string }>(
    `SELECT "type", "text" FROM "AuditEvent" WHERE "subjectType" = 'assessment' AND "subjectId" = $1 ORDER BY "sequence"`,
    [assessmentId],
  );
  return rows.map(({ type, text }) => ({ type, data: JSON.parse(text).data as Record<string, unknown> }));
}
