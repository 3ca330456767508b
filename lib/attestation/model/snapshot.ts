import { z } from 'zod';
import { findings } from '@/lib/catalogue/model';
import { confidentialities } from '@/lib/evidence/model/fields';
import { analysisBases } from '@/lib/response/rules/frequency';
import { claimLacks } from '@/lib/response/rules/progress';
import { responsibilities } from '@/lib/responsibility/model';
import { testMethods, testResults } from '@/lib/test-record/model';
import { attestationForm } from './form';
import { outcomes } from './outcome';

/**
 * The frozen, self-contained document: everything that report, PDF and copy sheet show, so that they can be drawn years
 * later from this text alone, whatever became of registers, catalogue or answers. `attestationContent` is what the
 * signer is shown (its hash goes into the form); the signature is added to make the snapshot, whose canonical JSON
 * (RFC 8785) and SHA-256 are stored and never change.
 */
const string = z.string();
const day = z.iso.date();
const instant = z.iso.datetime();
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

const finding = z.enum(findings);

/** Texts that do not belong to the finding are empty: what was typed for another answer is not attested. */
const snapshotAnswer = z.strictObject({
  row: z.int(),
  label: string, // the answer row's own words; empty where the requirement takes one answer
  finding: finding.nullable(),
  resultNote: string,
  notApplicableReason: string, // Appendix C
  notTestedReason: string, // Appendix D
  notTestedAskedBy: string,
  legalException: z.boolean(),
  legalBasis: string,
  planAction: string,
  planOwner: string,
  planTargetOn: day.nullable(),
  ccwConstraints: string, // Appendix B, 1 to 6
  ccwDefinition: string,
  ccwObjective: string,
  ccwIdentifiedRisk: string,
  ccwValidation: string,
  ccwMaintenance: string,
  version: z.int(),
  answeredAt: instant.nullable(),
  answeredBy: string,
});
export type SnapshotAnswer = z.infer<typeof snapshotAnswer>;

/** A test that stood when the document was drawn up; what was withdrawn is not attested. */
const snapshotTest = z.strictObject({
  row: z.int().nullable(),
  methods: z.array(z.enum(testMethods)).min(1),
  examined: string,
  asked: string,
  askedOf: string,
  performedByName: string,
  performedOn: day,
  population: string,
  sample: string,
  result: z.enum(testResults),
  note: string,
});
export type SnapshotTest = z.infer<typeof snapshotTest>;

/** A risk that stood as accepted beside an answer; it changes no answer and nothing counted from it. */
const snapshotAcceptedRisk = z.strictObject({
  row: z.int().nullable(),
  risk: string,
  reason: string,
  acceptedByName: string,
  acceptedByRole: string,
  acceptedOn: day,
  reviewOn: day,
});
export type SnapshotAcceptedRisk = z.infer<typeof snapshotAcceptedRisk>;

const snapshotRequirement = z.strictObject({
  requirementKey: string,
  requirementNumber: string,
  principalNumber: string, // "1" … "12", "A1", "A2"
  title: string,
  summary: string,
  question: string, // in own words
  supersededBy: string.nullable(),
  answers: z.array(snapshotAnswer).min(1),
  /** Absent where nothing was recorded: documents from before tests were kept have the same text, and hash, as ever. */
  tests: z.array(snapshotTest).min(1).optional(),
  acceptedRisks: z.array(snapshotAcceptedRisk).min(1).optional(),
});
export type SnapshotRequirement = z.infer<typeof snapshotRequirement>;

const findingCounts = z.strictObject({
  IN_PLACE: z.int(),
  IN_PLACE_WITH_CCW: z.int(),
  NOT_APPLICABLE: z.int(),
  NOT_TESTED: z.int(),
  NOT_IN_PLACE: z.int(),
  unanswered: z.int(),
  total: z.int(),
});
export type FindingCounts = z.infer<typeof findingCounts>;

const snapshotProvider = z.strictObject({
  name: string,
  kind: string,
  services: string,
  attestationOn: day.nullable(),
  attestationValidUntil: day.nullable(),
});

const snapshotIntegration = z.strictObject({
  id: string,
  name: string,
  method: string,
  methodName: string,
  channels: z.array(string),
  sites: z.array(string),
  endpoints: z.array(string),
  storesAccountData: z.boolean(),
  ownerName: string,
  dataFlow: string,
  providers: z.array(snapshotProvider),
});

const snapshotEvidence = z.strictObject({
  id: string,
  kind: z.enum(['FILE', 'LINK', 'NOTE', 'MACHINE']),
  title: string,
  evidenceType: string,
  note: string,
  url: string,
  collectedOn: day.nullable(),
  // Documents from before these were known say nothing of them.
  coversFrom: day.optional(),
  coversTo: day.optional(),
  source: string.optional(),
  owner: string.optional(),
  confidentiality: z.enum(confidentialities).optional(),
  validUntil: day.nullable(),
  receivedAt: instant,
  receivedBy: string,
  files: z.array(z.strictObject({ fileName: string, sizeBytes: z.int(), mediaType: string, sha256 })),
  requirementNumbers: z.array(string),
});
export type SnapshotEvidence = z.infer<typeof snapshotEvidence>;

const snapshotRiskAnalysis = z.strictObject({
  requirementNumber: string,
  basis: z.enum(analysisBases),
  analysis: z
    .strictObject({
      id: string,
      title: string,
      revision: z.int(),
      frequency: string,
      approvedBy: string,
      approvedOn: day.nullable(),
      nextReviewOn: day.nullable(),
    })
    .nullable(),
});

const snapshotResponsibilities = z.strictObject({
  providerName: string,
  attestationValidUntil: day.nullable(),
  requirements: z
    .array(
      z.strictObject({
        requirementNumber: string,
        responsibility: z.enum(responsibilities),
        agreedIn: string,
      }),
    )
    .min(1),
});
export type SnapshotResponsibilities = z.infer<typeof snapshotResponsibilities>;

/** Answered In Place, but without what would show it. */
const snapshotClaim = z.strictObject({
  requirementNumber: string,
  lacks: z.array(z.enum(claimLacks)).min(1),
});
export type SnapshotClaim = z.infer<typeof snapshotClaim>;

const shape = {
  format: z.literal(1),
  audience: z.enum(['MERCHANT', 'SERVICE_PROVIDER']),
  organization: z.strictObject({ id: string, name: string, timeZone: string, country: string }),
  legalEntity: z.strictObject({
    id: string,
    name: string,
    tradingName: string,
    entityType: z.enum(['MERCHANT', 'SERVICE_PROVIDER']),
    country: string,
  }),
  standard: z.strictObject({
    name: string, // "PCI DSS"
    version: string, // "4.0.1"
    catalogueVersionId: string,
    contentHash: string,
  }),
  questionnaire: z.strictObject({
    questionnaireId: string,
    name: string, // "SAQ A-EP"
    title: string,
    revision: string.nullable(),
    responseOptions: z.array(finding),
    eligibility: z.array(z.strictObject({ criterionId: string, question: string })),
  }),
  assessment: z.strictObject({
    id: string,
    name: string,
    revision: z.int(),
    periodFrom: day,
    periodTo: day,
    channels: z.array(string),
    integrations: z.array(snapshotIntegration),
    merchantIds: z.array(z.strictObject({ number: string, note: string, acquirerName: string })),
    acquirers: z.array(z.strictObject({ id: string, name: string, wantsActionPlan: z.boolean() })),
  }),
  /** How the questionnaire was chosen; null when the assessment was made without the picker. */
  decision: z
    .strictObject({
      decidedAt: instant,
      answers: z.array(z.strictObject({ question: string, answer: string })),
      reasons: z.array(string),
      alternatives: z.array(z.strictObject({ name: string, failsOn: z.array(string) })),
      overrideReason: string, // the acquirer's recorded decision
    })
    .nullable(),
  requirements: z.array(snapshotRequirement).min(1),
  evidence: z.array(snapshotEvidence),
  counts: z.strictObject({
    requirements: findingCounts, // a requirement of several rows counts once, by its gravest row
    answerRows: findingCounts,
    evidenceItems: z.int(),
    evidenceFiles: z.int(),
  }),
  /** Part 2g: every response type that occurs, per principal requirement of the questionnaire. */
  summary: z.array(
    z.strictObject({
      principalNumber: string,
      title: string,
      findings: z.array(finding),
      requirements: findingCounts,
    }),
  ),
  form: attestationForm,
  result: z.strictObject({
    outcome: z.enum(outcomes),
    extent: z.enum(['FULL', 'PARTIAL']).nullable(), // stated in SAQ D only
    targetOn: day.nullable(), // Non-Compliant only
    planRequested: z.boolean(),
    unanswered: z.array(string), // requirement numbers: sections that are incomplete
    incomplete: z.array(string), // answered, but an obligatory text or risk analysis is missing
    notInPlace: z.array(string),
    notTested: z.array(string),
    legalExceptions: z.array(z.strictObject({ requirementNumber: string, basis: string })),
    /** Not there where nothing is only claimed, nor in documents from before it was said. */
    claimed: z.array(snapshotClaim).min(1).exactOptional(),
  }),
  /** The signed revision that this one corrects. */
  previous: z.strictObject({ assessmentId: string, revision: z.int(), snapshotSha256: sha256 }).nullable(),
  /** On what answers rest whose frequency the entity sets (12.3.1); not there where no answer does. */
  riskAnalyses: z.array(snapshotRiskAnalysis).exactOptional(),
  /** Who meets what where a provider takes part (12.8.5); not there where nothing was said. */
  responsibilities: z.array(snapshotResponsibilities).min(1).exactOptional(),
};

export const attestationContent = z.strictObject(shape);
export type AttestationContent = z.infer<typeof attestationContent>;

export const signMethods = ['IN_APP', 'BY_LINK', 'UPLOADED'] as const;
export type SignMethod = (typeof signMethods)[number];

const signature = z.strictObject({
  method: z.enum(signMethods),
  signerName: string,
  signerTitle: string,
  /** The account that signed, that filed the document signed outside, or that sent the link. */
  recordedBy: z.strictObject({ userId: string, name: string, role: string }),
  signedOn: day, // the date beside the signature, in the organization's time zone
  signedAt: instant, // when it was sealed
  acknowledgements: z.array(z.strictObject({ id: string, text: string })),
  contentSha256: sha256, // hash of the content without this signature: what the signer was shown
  /** The wet- or e-signed document, for method UPLOADED. */
  document: z.strictObject({ fileName: string, sizeBytes: z.int(), mediaType: string, sha256 }).nullable(),
});
export type SnapshotSignature = z.infer<typeof signature>;

export const attestationSnapshot = z.strictObject({ ...shape, signature });
export type AttestationSnapshot = z.infer<typeof attestationSnapshot>;
