import type { Finding, QuestionnaireId } from '@/lib/catalogue/model';
import { findings } from '@/lib/catalogue/model';
import { principalOf } from '@/lib/catalogue/rules';
import { type AttestationDraft, attestationDraft } from '../model/form';
import type { SnapshotAnswer } from '../model/snapshot';
import type { AttestationSources } from '../model/sources';

/** An answer row with the texts that its finding obliges to, unless the test says otherwise. */
export function answer(finding: Finding | null, change: Partial<SnapshotAnswer> = {}): SnapshotAnswer {
  const ccw = finding === 'IN_PLACE_WITH_CCW' ? 'written' : '';
  return {
    row: 0,
    label: '',
    finding,
    resultNote: '',
    notApplicableReason: finding === 'NOT_APPLICABLE' ? 'No paper records' : '',
    notTestedReason: finding === 'NOT_TESTED' ? 'Only milestone 1 was asked for' : '',
    notTestedAskedBy: finding === 'NOT_TESTED' ? 'North Bank' : '',
    legalException: false,
    legalBasis: '',
    planAction: finding === 'NOT_IN_PLACE' ? 'Roll out long passwords' : '',
    planOwner: finding === 'NOT_IN_PLACE' ? 'IT' : '',
    planTargetOn: finding === 'NOT_IN_PLACE' ? '2027-03-31' : null,
    ccwConstraints: ccw,
    ccwDefinition: ccw,
    ccwObjective: ccw,
    ccwIdentifiedRisk: ccw,
    ccwValidation: ccw,
    ccwMaintenance: ccw,
    version: finding === null ? 0 : 1,
    answeredAt: finding === null ? null : '2026-11-20T10:00:00.000Z',
    answeredBy: finding === null ? '' : 'Priya Raman',
    ...change,
  };
}

type Answers = Record<string, SnapshotAnswer | readonly SnapshotAnswer[] | Finding | null>;

/** Requirements with their answers, in the given order. */
export function requirements(answers: Answers): AttestationSources['requirements'] {
  return Object.entries(answers).map(([requirementNumber, given]) => ({
    requirementKey: `pci-dss:${requirementNumber}`,
    requirementNumber,
    principalNumber: principalOf(requirementNumber),
    title: `Title of ${requirementNumber}`,
    summary: '',
    question: `Question of ${requirementNumber}?`,
    supersededBy: null,
    answers: rowsOf(given),
  }));
}

function rowsOf(given: Answers[string]): SnapshotAnswer[] {
  if (given === null || typeof given === 'string') return [answer(given)];
  return Array.isArray(given) ? [...given] : [given as SnapshotAnswer];
}

/** A small web shop with one redirect integration, SAQ A, two answered requirements and an acquirer. */
export function shop(change: Partial<AttestationSources> & { questionnaireId?: QuestionnaireId } = {}) {
  const { questionnaireId = 'A', ...rest } = change;
  const isD = questionnaireId.startsWith('D-');
  const sources: AttestationSources = {
    today: '2026-11-24',
    asksPlan: true,
    organization: { id: 'o', name: 'Marlow Outdoor', timeZone: 'Europe/Berlin', country: 'DE' },
    standard: {
      name: 'PCI DSS',
      version: '4.0.1',
      catalogueVersionId: 'pci-dss-4.0.1',
      contentHash: 'f'.repeat(64),
    },
    legalEntity: {
      id: 'e',
      name: 'Marlow Outdoor GmbH',
      tradingName: 'Marlow',
      entityType: questionnaireId === 'D-ServiceProvider' ? 'SERVICE_PROVIDER' : 'MERCHANT',
      street: 'Hafenstr. 1',
      city: 'Hamburg',
      postalCode: '20457',
      region: '',
      country: 'Germany',
      website: 'https://marlow.example',
      contactName: 'Priya Raman',
      contactTitle: 'Compliance lead',
      contactPhone: '+49 40 1',
      contactEmail: 'priya@marlow.example',
    },
    questionnaire: {
      questionnaireId,
      name: `SAQ ${questionnaireId}`,
      title: 'Fully outsourced',
      revision: 'r1',
      responseOptions: isD ? [...findings] : findings.filter((finding) => finding !== 'NOT_TESTED'),
      eligibility: isD
        ? []
        : [
            { criterionId: 'a1', question: 'Only card-not-present?' },
            { criterionId: 'a6', question: 'Page from the provider only?' },
            { criterionId: 'a7', question: 'Not open to script attacks?' },
          ],
    },
    assessment: {
      id: 'a',
      name: 'Web shop 2026',
      revision: 1,
      periodFrom: '2025-12-01',
      periodTo: '2026-11-30',
      channels: ['E_COMMERCE'],
      integrations: [
        {
          id: 'i',
          name: 'Checkout',
          method: 'HOSTED_REDIRECT',
          methodName: 'Redirect to a hosted payment page',
          channels: ['E_COMMERCE'],
          sites: ['shop.marlow.example'],
          endpoints: [],
          storesAccountData: false,
          ownerName: 'Web team',
          dataFlow: 'Shopper goes to the provider.',
          providers: [],
        },
      ],
      merchantIds: [{ number: '4711', note: '', acquirerName: 'North Bank' }],
      acquirers: [{ id: 'q', name: 'North Bank', wantsActionPlan: false }],
    },
    decision: null,
    register: { changes: [], decidedBy: null },
    entityIntegrations: [],
    requirements: requirements({ '2.2.2': 'IN_PLACE', '3.1.1': 'NOT_APPLICABLE' }),
    evidence: [],
    riskAnalyses: [],
    responsibilities: [],
    principals: [
      { number: '2', title: 'Harden' },
      { number: '3', title: 'Stored data' },
    ],
    providers: [
      {
        id: 'p',
        name: 'Paywell',
        services: 'Hosted payment page',
        handlesAccountData: true,
        managesInScope: false,
        couldAffectSecurity: true,
        attestationValidUntil: '2027-03-11',
      },
    ],
    unreviewed: [],
    unconfirmed: [],
    pickerCriteria: { a1: 'YES', a6: 'YES', a7: 'NOT_CONCERNED' },
    last: null,
    previous: null,
    ...rest,
  };
  return sources;
}

/** Every part of SAQ A's form, filled in and confirmed. */
export function fullDraft(change: Partial<AttestationDraft> = {}): AttestationDraft {
  return attestationDraft.parse({
    entity: {
      companyName: 'Marlow Outdoor GmbH',
      tradingName: 'Marlow',
      street: 'Hafenstr. 1',
      city: 'Hamburg',
      postalCode: '20457',
      country: 'Germany',
      website: 'https://marlow.example',
      contactName: 'Priya Raman',
      contactTitle: 'Compliance lead',
      contactPhone: '+49 40 1',
      contactEmail: 'priya@marlow.example',
    },
    assessor: { isaInvolved: false, qsaInvolved: false },
    channels: { channelsExcluded: false },
    cardRole: { channels: [{ channel: 'E_COMMERCE', description: 'Typed on the provider’s page.' }] },
    environment: {
      connections: 'Redirect to the provider',
      criticalComponents: 'Web server',
      affectingComponents: 'Tag manager',
      segmentationUsed: false,
    },
    locations: { locations: [{ facilityType: 'Office', count: '1', cityAndCountry: 'Hamburg, Germany' }] },
    products: { productsUsed: false },
    providers: {
      handleAccountData: true,
      manageInScope: false,
      couldAffectSecurity: true,
      providers: [{ name: 'Paywell', service: 'Hosted payment page' }],
    },
    eligibility: {
      criteria: [
        { criterionId: 'a1', answer: 'YES' },
        { criterionId: 'a6', answer: 'YES' },
      ],
    },
    completion: { completedOn: '2026-11-22', legalConstraint: false },
    officer: { name: 'Daniel Okafor', title: 'Managing director' },
    qsa: { involved: false },
    isa: { involved: false },
    ...change,
  });
}
