import { createHash } from 'node:crypto';
import { drawUp } from '@/lib/attestation/rules/content';
import { fullDraft, shop } from '@/lib/attestation/testing/sources';
import { answerRest, startAssessment } from '../assessments';
import { confirmForm } from '../attestation';
import type { Organization } from '../people';
import type { Records } from '../records';
import type { Add } from './add';

type Given = { organization: Organization; records: Records; word: string; add: Add };

/** An assessment that lacks the signature alone, and a signed one with its submission: the walk's first one stays open. */
export async function seedSignedWork({ organization, records, word, add }: Given) {
  const { person } = organization;
  const ready = await startAssessment(organization, 'A', `${word} ready assessment`);
  await answerRest(ready.assessmentId, 'IN_PLACE');
  const criteria = ['a1', 'a2', 'a3', 'a4', 'a5', 'a6'].map((criterionId) => ({
    criterionId,
    answer: 'YES' as const,
  }));
  await confirmForm(organization, ready, { eligibility: { criteria } });
  const signedAssessmentId = await add('Assessment', {
    legalEntityId: records.legalEntityId,
    name: `${word} signed assessment`,
    questionnaireId: 'A',
    catalogueVersionId: 'pci-dss-4.0.1',
    channels: ['E_COMMERCE'],
    periodFrom: '2025-01-01',
    periodTo: '2025-12-31',
    status: 'SIGNED',
    signedAt: new Date(),
    createdById: person.userId,
  });
  const snapshotText = signedDocument(person);
  const attestationId = await add('Attestation', {
    assessmentId: signedAssessmentId,
    form: '{}',
    status: 'SIGNED',
    outcome: 'COMPLIANT',
    signerName: person.name,
    signedAt: new Date(),
    snapshotText,
    snapshotSha256: sha256Of(snapshotText),
  });
  const submissionId = await add('AcquirerSubmission', {
    attestationId,
    acquirerId: records.acquirerId,
    submittedOn: '2026-01-10',
    revision: 1,
    receipt: `${word} receipt`,
  });
  return { readyAssessmentId: ready.assessmentId, signedAssessmentId, submissionId };
}

const sha256Of = (text: string) => createHash('sha256').update(text).digest('hex');

/** What was sealed early in 2026. */
function signedDocument({ userId, name, role }: Organization['person']): string {
  const { content } = drawUp(shop(), fullDraft());
  return JSON.stringify({
    ...content,
    signature: {
      method: 'IN_APP',
      signerName: name,
      signerTitle: 'Managing director',
      recordedBy: { userId, name, role },
      signedOn: '2026-01-05',
      signedAt: '2026-01-05T10:00:00.000Z',
      acknowledgements: [],
      contentSha256: sha256Of(JSON.stringify(content)),
      document: null,
    },
  });
}
