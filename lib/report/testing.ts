import { attestationForm } from '@/lib/attestation/model/form';
import {
  type AttestationContent,
  attestationContent,
  type FindingCounts,
  type SnapshotRequirement,
} from '@/lib/attestation/model/snapshot';
import { type Finding, findings, type QuestionnaireId } from '@/lib/catalogue/model';
import {
  currentCatalogueVersionId,
  getGuidance,
  getQuestionnaire,
  getRequirement,
  listQuestionnaireRequirements,
} from '@/lib/catalogue/queries';

const long = 'Examined the gateway rules on 18 November 2026 and compared them with the approved list. '
  .repeat(6)
  .trim();

/** A whole document over the real catalogue, every finding in turn, for tests of the report. */
export function makeContent(
  questionnaireId: QuestionnaireId,
  names: { entity: string; officer: string },
): AttestationContent {
  const version = currentCatalogueVersionId;
  const questionnaire = getQuestionnaire(version, questionnaireId);
  const offered = questionnaire.responseOptions;
  const requirements = listQuestionnaireRequirements(version, questionnaireId).map(
    (requirement, index): SnapshotRequirement => ({
      requirementKey: requirement.requirementKey,
      requirementNumber: requirement.requirementNumber,
      principalNumber: requirement.requirementNumber.split('.')[0] ?? '',
      title: requirement.title,
      summary: requirement.summary,
      question: getGuidance(version, requirement.requirementNumber).question,
      supersededBy: requirement.supersededBy ?? null,
      answers: (requirement.answerRows.length > 0 ? requirement.answerRows : ['']).map((label, row) =>
        answer(label, row, index % 9 < offered.length ? (offered[index % 9] ?? 'IN_PLACE') : 'IN_PLACE'),
      ),
    }),
  );
  const principals = [...new Set(requirements.map((requirement) => requirement.principalNumber))];
  const all = count(requirements);
  const form = attestationForm.parse({
    entity: { companyName: names.entity, contactName: names.officer },
    assessor: {},
    channels: { eCommerce: true, excluded: [] },
    services: null,
    cardRole: { channels: [{ channel: 'E_COMMERCE', description: long }] },
    providerRole: null,
    environment: { connections: long, segmentationUsed: true },
    locations: { locations: [{ facilityType: 'Data centre', count: '1', cityAndCountry: 'Łódź, Poland' }] },
    products: { productsUsed: false },
    p2peSolution: null,
    spocSolution: null,
    providers: { handleAccountData: true, providers: [{ name: 'Stripe', service: 'Payment page' }] },
    approach: null,
    eligibility:
      questionnaire.eligibility.length > 2
        ? { criteria: questionnaire.eligibility.map(({ criterionId }) => ({ criterionId, answer: 'YES' })) }
        : null,
    completion: { completedOn: '2026-11-20', legalConstraint: false },
    result: { targetOn: '2027-03-31', planRequested: true },
    officer: { name: names.officer, title: 'CFO' },
    qsa: { involved: false },
    isa: { involved: false },
    plan: { items: [{ principalNumber: '6', targetOn: '2027-03-31', actions: long }] },
  });
  return attestationContent.parse({
    format: 1,
    audience: 'MERCHANT',
    organization: { id: 'o', name: names.entity, timeZone: 'Europe/Berlin', country: 'DE' },
    legalEntity: { id: 'l', name: names.entity, tradingName: '', entityType: 'MERCHANT', country: 'DE' },
    standard: { name: 'PCI DSS', version: '4.0.1', catalogueVersionId: version, contentHash: 'c' },
    questionnaire: {
      questionnaireId,
      name: questionnaire.name,
      title: questionnaire.title,
      revision: questionnaire.revision,
      responseOptions: offered,
      eligibility: questionnaire.eligibility.map(({ criterionId, question }) => ({ criterionId, question })),
    },
    assessment: {
      id: 'a',
      name: 'Card-on-file API 2026',
      revision: 1,
      periodFrom: '2025-12-01',
      periodTo: '2026-11-30',
      channels: ['E_COMMERCE'],
      integrations: [],
      merchantIds: [{ number: '4512 0000', note: '', acquirerName: 'Nordbank' }],
      acquirers: [{ id: 'q', name: 'Nordbank', wantsActionPlan: true }],
    },
    decision: null,
    requirements,
    evidence: [
      {
        id: 'e',
        kind: 'FILE',
        title: 'Patch report, October',
        evidenceType: 'scan_report',
        note: '',
        url: '',
        collectedOn: '2026-10-31',
        validUntil: '2027-01-31',
        receivedAt: '2026-11-01T10:00:00Z',
        receivedBy: names.officer,
        files: [
          {
            fileName: 'patches.pdf',
            sizeBytes: 1_536_000,
            mediaType: 'application/pdf',
            sha256: 'ab'.repeat(32),
          },
        ],
        requirementNumbers: ['6.3.3'],
      },
    ],
    counts: { requirements: all, answerRows: all, evidenceItems: 1, evidenceFiles: 1 },
    summary: principals.map((principalNumber) => {
      const own = requirements.filter((requirement) => requirement.principalNumber === principalNumber);
      return {
        principalNumber,
        title: getRequirement(version, principalNumber).title,
        findings: findings.filter((finding) => count(own)[finding] > 0),
        requirements: count(own),
      };
    }),
    form,
    result: {
      outcome: 'NON_COMPLIANT',
      extent: offered.includes('NOT_TESTED') ? 'PARTIAL' : null,
      targetOn: '2027-03-31',
      planRequested: true,
      unanswered: [],
      incomplete: [],
      notInPlace: [],
      notTested: [],
      legalExceptions: [],
    },
    previous: null,
  });
}

function answer(label: string, row: number, finding: Finding): SnapshotRequirement['answers'][number] {
  const when = (other: Finding) => (finding === other ? long : '');
  return {
    row,
    label,
    finding,
    resultNote: '',
    notApplicableReason: when('NOT_APPLICABLE'),
    notTestedReason: when('NOT_TESTED'),
    notTestedAskedBy: finding === 'NOT_TESTED' ? 'Nordbank' : '',
    legalException: false,
    legalBasis: '',
    planAction: when('NOT_IN_PLACE'),
    planOwner: finding === 'NOT_IN_PLACE' ? 'Hanne Vik' : '',
    planTargetOn: finding === 'NOT_IN_PLACE' ? '2027-03-31' : null,
    ccwConstraints: when('IN_PLACE_WITH_CCW'),
    ccwDefinition: when('IN_PLACE_WITH_CCW'),
    ccwObjective: when('IN_PLACE_WITH_CCW'),
    ccwIdentifiedRisk: when('IN_PLACE_WITH_CCW'),
    ccwValidation: when('IN_PLACE_WITH_CCW'),
    ccwMaintenance: when('IN_PLACE_WITH_CCW'),
    version: 1,
    answeredAt: '2026-11-20T09:30:00Z',
    answeredBy: 'Priya Raman',
  };
}

function count(requirements: readonly SnapshotRequirement[]): FindingCounts {
  const counts: FindingCounts = {
    IN_PLACE: 0,
    IN_PLACE_WITH_CCW: 0,
    NOT_APPLICABLE: 0,
    NOT_TESTED: 0,
    NOT_IN_PLACE: 0,
    unanswered: 0,
    total: requirements.length,
  };
  for (const requirement of requirements) counts[requirement.answers[0]?.finding ?? 'unanswered'] += 1;
  return counts;
}
