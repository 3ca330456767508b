import 'server-only';
import { Readable } from 'node:stream';
import { read } from '@/lib/access/read';
import { createAssessment } from '@/lib/assessment/commands/create-assessment';
import type { QuestionnaireId } from '@/lib/catalogue/model';
import {
  currentCatalogueVersionId,
  getQuestionnaire,
  listQuestionnaireRequirements,
} from '@/lib/catalogue/queries';
import { addFileEvidence, addTypedEvidence } from '@/lib/evidence/commands/add';
import { linkEvidence } from '@/lib/evidence/commands/link';
import type { ReceivedFile } from '@/lib/evidence/model';
import { storeObject } from '@/lib/platform/storage';
import { recordDecision } from '@/lib/questionnaire/commands';
import type { Answers, PickerContext } from '@/lib/questionnaire/model/facts';
import { loadPickerContext } from '@/lib/questionnaire/queries';
import { walk } from '@/lib/questionnaire/rules/walk';
import { renderPdf } from '@/lib/report/pdf/render';
import { recordResponse } from '@/lib/response/commands';
import { proposeActivities } from '@/lib/schedule/operations';
import { sampleChanges, sampleFinding } from '../model/answers';
import { orderly } from '../model/company';
import { accountReview, scanReport } from '../model/files';
import { signLastYear } from './last-year';
import type { SampleRegister } from './register';
import type { SampleGrants } from './sample';

type Day = (distance: number) => string;
type Made = { assessmentId: string; questionnaireId: QuestionnaireId };

/** Last year's signed assessments of three integrations and this year's of all five, with evidence. */
export async function fillAssessments(
  grants: SampleGrants,
  register: SampleRegister,
  day: Day,
): Promise<void> {
  for (const entry of register.integrations.filter((candidate) => candidate.lastYear)) {
    const made = await makeAssessment(grants, register, entry, {
      from: day(-730),
      to: day(-366),
      dueOn: day(-345),
      year: 'last year',
    });
    await answer(grants, made, 1, day(120), true);
    await attachEvidence(grants, made, { doneOn: day(-380), validUntil: day(-290) });
    await signLastYear(grants, made.assessmentId, { completedOn: day(-362), signedOn: day(-360) }, register);
  }
  for (const [index, entry] of register.integrations.entries()) {
    const made = await makeAssessment(grants, register, entry, {
      from: day(-365),
      to: day(-1),
      dueOn: day(20),
      year: 'this year',
    });
    await answer(grants, made, entry.answered, day(90), false);
    await attachEvidence(grants, made, {
      doneOn: day(-75 - index),
      validUntil: index === 1 ? day(-2) : day(17 + index * 30),
    });
  }
}

async function makeAssessment(
  grants: SampleGrants,
  { legalEntityId, acquirerId, merchantIdIds }: SampleRegister,
  entry: SampleRegister['integrations'][number],
  period: { from: string; to: string; dueOn: string; year: string },
): Promise<Made> {
  const manage = grants('assessment:manage');
  const integrationIds = [entry.integrationId];
  const context = await read(manage, (tx) => loadPickerContext(tx, manage, legalEntityId, integrationIds));
  const { decisions } = await recordDecision(manage, {
    run: { legalEntityId, integrationIds, answers: answersFor(context, entry.said) },
  });
  const [decision] = decisions;
  if (!decision?.questionnaireId) throw new Error(`the sample's ${entry.key} ended without a questionnaire`);
  const { assessmentId } = await createAssessment(
    manage,
    {
      decisionId: decision.decisionId,
      name: `${entry.integration.name}, ${period.year}`,
      periodFrom: period.from,
      periodTo: period.to,
      dueOn: period.dueOn,
      merchantIdIds,
      acquirerIds: [acquirerId],
    },
    proposeActivities,
  );
  return { assessmentId, questionnaireId: decision.questionnaireId };
}

/** Answers a run of the picker as somebody would whose environment is in order. */
function answersFor(context: PickerContext, said: Answers): Answers {
  const answers: Record<string, readonly string[]> = {};
  for (let step = 0; step < 200; step += 1) {
    const { next } = walk(context, answers);
    if (!next) return answers;
    answers[next.id] = said[next.ref.kind] ?? [orderly[next.ref.kind] ?? 'YES'];
  }
  throw new Error('the sample cannot answer the picker');
}

async function answer(
  grants: SampleGrants,
  made: Made,
  share: number,
  targetOn: string,
  isSigned: boolean,
): Promise<void> {
  const requirements = listQuestionnaireRequirements(currentCatalogueVersionId, made.questionnaireId);
  const { responseOptions } = getQuestionnaire(currentCatalogueVersionId, made.questionnaireId);
  for (const [index, { requirementNumber, answerRows }] of requirements.entries()) {
    const finding = sampleFinding(index, requirements.length, share, responseOptions, isSigned);
    if (!finding) continue;
    for (let row = 0; row < Math.max(answerRows.length, 1); row += 1) {
      const target = { assessmentId: made.assessmentId, requirementNumber };
      await recordResponse(grants('response:record'), target, {
        row,
        version: 0,
        changes: sampleChanges(finding, targetOn),
      });
    }
  }
}

async function attachEvidence(
  grants: SampleGrants,
  { assessmentId, questionnaireId }: Made,
  days: { doneOn: string; validUntil: string },
): Promise<void> {
  const attach = grants('evidence:attach');
  const asked = new Set(
    listQuestionnaireRequirements(currentCatalogueVersionId, questionnaireId).map(
      (requirement) => requirement.requirementNumber,
    ),
  );
  const targets = (...numbers: string[]) =>
    numbers
      .filter((requirementNumber) => asked.has(requirementNumber))
      .map((requirementNumber) => ({ assessmentId, requirementNumber }));
  const [scanTarget] = targets('11.3.2', '12.8.2');
  if (scanTarget) {
    const pdf = await store(
      attach.organizationId,
      'external-scan.pdf',
      await renderPdf(scanReport(days.doneOn)),
    );
    await addFileEvidence(
      attach,
      {
        title: `External scan, ${days.doneOn}`,
        note: '',
        evidenceType: 'scan_report',
        collectedOn: days.doneOn,
        validUntil: days.validUntil,
      },
      [pdf],
      scanTarget,
    );
  }
  const [firstAccount, ...moreAccounts] = targets('8.2.1', '8.2.2', '8.2.5');
  if (firstAccount) {
    const csv = await store(
      attach.organizationId,
      'account-review.csv',
      Buffer.from(accountReview(days.doneOn), 'utf8'),
    );
    const { evidenceId } = await addFileEvidence(
      attach,
      {
        title: 'Account review of the shop',
        note: 'Checked with the team leads.',
        evidenceType: 'inventory',
        collectedOn: days.doneOn,
        validUntil: null,
      },
      [csv],
      firstAccount,
    );
    if (moreAccounts.length > 0) await linkEvidence(attach, evidenceId, moreAccounts);
  }
  const [providerTarget] = targets('12.8.4', '12.8.5');
  if (providerTarget) {
    await addTypedEvidence(
      attach,
      {
        kind: 'LINK',
        title: 'Attestation of the payment provider',
        url: 'https://trust.provider.example/pci',
        note: '',
        evidenceType: 'aoc',
        collectedOn: days.doneOn,
        validUntil: null,
      },
      providerTarget,
    );
  }
}

async function store(organizationId: string, fileName: string, content: Buffer): Promise<ReceivedFile> {
  const stored = await storeObject(organizationId, Readable.from([content]), {
    maxBytes: content.byteLength,
    fileName,
  });
  return { ...stored, fileName };
}
