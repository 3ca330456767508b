/**
 * What a catalogue of the standard holds, as types and closed lists. No zod here: client components may import this
 * file. The checks of the data files are in schema.ts.
 */

/** The answers of the official forms, in the order of the paper form. Unanswered is null and always comes last. */
export const findings = [
  'IN_PLACE',
  'IN_PLACE_WITH_CCW',
  'NOT_APPLICABLE',
  'NOT_TESTED',
  'NOT_IN_PLACE',
] as const;
export type Finding = (typeof findings)[number];

export const findingNames: Record<Finding, string> = {
  IN_PLACE: 'In Place',
  IN_PLACE_WITH_CCW: 'In Place with CCW',
  NOT_APPLICABLE: 'Not Applicable',
  NOT_TESTED: 'Not Tested',
  NOT_IN_PLACE: 'Not in Place',
};

export const questionnaireIds = [
  'A',
  'A-EP',
  'B',
  'B-IP',
  'C',
  'C-VT',
  'P2PE',
  'SPoC',
  'D-Merchant',
  'D-ServiceProvider',
] as const;
export type QuestionnaireId = (typeof questionnaireIds)[number];

export function isQuestionnaireId(value: unknown): value is QuestionnaireId {
  return (questionnaireIds as readonly unknown[]).includes(value);
}

export const paymentChannels = ['E_COMMERCE', 'MOTO', 'CARD_PRESENT'] as const;
export type PaymentChannel = (typeof paymentChannels)[number];

export const requirementKinds = ['principal', 'section', 'requirement'] as const;
export type RequirementKind = (typeof requirementKinds)[number];

export const appliesToKinds = ['all', 'service_provider', 'multi_tenant_sp', 'issuer', 'desv'] as const;
export type AppliesTo = (typeof appliesToKinds)[number];

export const evidenceTypes = [
  'policy',
  'procedure',
  'config_export',
  'screenshot',
  'log_sample',
  'inventory',
  'diagram',
  'change_ticket',
  'scan_report',
  'pentest_report',
  'risk_analysis',
  'training_record',
  'interview_record',
  'contract',
  'aoc',
] as const;
export type EvidenceType = (typeof evidenceTypes)[number];

export const themes = [
  'access_control',
  'strong_authentication',
  'encryption_at_rest',
  'https_transport',
  'secure_coding',
  'script_integrity',
  'patching',
  'monitoring_logging',
  'rate_limiting',
  'fraud_detection',
  'third_party_gateway',
  'security_audits',
] as const;
export type Theme = (typeof themes)[number];

export const testMethods = ['examine', 'observe', 'interview'] as const;
export type TestMethod = (typeof testMethods)[number];

export const timeframeIds = [
  'daily',
  'weekly',
  'monthly',
  'every_three_months',
  'every_six_months',
  'every_twelve_months',
  'fixed_90_days',
  'periodically',
  'risk_based',
  'on_event',
  'immediately',
  'promptly',
] as const;
export type TimeframeId = (typeof timeframeIds)[number];

export const cadenceUnits = ['day', 'week', 'month', 'year'] as const;
export type CadenceUnit = (typeof cadenceUnits)[number];

/** How often, or on which occasion, a requirement asks for something. */
export type Periodicity = {
  readonly every: number | null;
  readonly unit: CadenceUnit | null;
  readonly trigger: string | null;
  readonly targetedRiskAnalysis: boolean;
  readonly note: string | null;
};

export type Retention = {
  readonly atLeast: number;
  readonly unit: CadenceUnit;
  readonly note: string | null;
};

/** A node of the standard: principal requirement or appendix, section, or requirement that is answered. */
export type Requirement = {
  /** "pci-dss:6.3.3": stable across versions of the standard; the number is a label. */
  readonly requirementKey: string;
  readonly requirementNumber: string;
  readonly kind: RequirementKind;
  readonly isAppendix: boolean;
  readonly parentNumber: string | null;
  readonly title: string;
  readonly summary: string;
  readonly appliesTo: AppliesTo;
  readonly futureDated: boolean;
  readonly inForceSince: string | null;
  readonly futureDatedNote: string | null;
  readonly supersededBy: string | null;
  readonly supersededSince: string | null;
  readonly customizedApproach: 'ALLOWED' | 'NOT_ALLOWED' | null;
  readonly customizedApproachNote: string | null;
  readonly periodicity: Periodicity | null;
  readonly retention: Retention | null;
  readonly evidenceTypes: readonly EvidenceType[];
  readonly testMethods: readonly TestMethod[];
  readonly ecommerceRelevance: 'low' | 'medium' | 'high' | null;
  readonly ecommerceWhy: string | null;
  readonly themes: readonly Theme[];
  /** Code of the circumstance on which the requirement depends, see conditionNames in words.ts. */
  readonly conditionalOn: string | null;
  readonly prioritizedMilestone: number | null;
  readonly questionnaireIds: readonly QuestionnaireId[];
  /** One entry per answer row of the form; empty where the requirement takes one answer. */
  readonly answerRows: readonly string[];
};

/** Our own words on one requirement. */
export type Guidance = {
  readonly question: string;
  readonly good: readonly string[];
  readonly verify: readonly string[];
  readonly evidence: readonly string[];
  readonly gaps: readonly string[];
  /** What it means for a web integration. */
  readonly ecommerce: string | null;
  readonly organizationWide: boolean;
  /** When Not Applicable is an honest answer. */
  readonly notApplicableWhen: string | null;
};

export type EligibilityCriterion = {
  readonly criterionId: string;
  readonly question: string;
  readonly mustAnswer: 'YES' | 'NO';
};

/** Requirements of a questionnaire that depend on one circumstance; numbers are null where only the rule in words is known. */
export type ConditionalGroup = {
  readonly groupId: string;
  readonly requirementNumbers: readonly string[] | null;
  readonly rule: string;
};

export type Questionnaire = {
  readonly questionnaireId: QuestionnaireId;
  readonly name: string;
  readonly title: string;
  readonly audience: 'MERCHANT' | 'SERVICE_PROVIDER';
  readonly revision: string | null;
  /** Year and month of the form. */
  readonly published: string;
  readonly effective: string | null;
  readonly channels: readonly PaymentChannel[];
  readonly eligibility: readonly EligibilityCriterion[];
  readonly notFor: readonly string[];
  readonly notes: readonly string[];
  readonly responseOptions: readonly Finding[];
  /** In the standard's order. */
  readonly requirementNumbers: readonly string[];
  readonly answerRowCount: number;
  readonly listedButLeftBlank: readonly string[];
  readonly partialBulletsLeftBlank: readonly string[];
  readonly supersededButListed: readonly string[];
  readonly conditionalGroups: readonly ConditionalGroup[];
  readonly asvScanRequired: boolean;
  readonly internalScanRequired: boolean;
  readonly externalPenetrationTestRequired: boolean;
  readonly publishedCounts: readonly {
    readonly source: string;
    readonly count: number;
    readonly comment: string;
  }[];
  readonly confidence: string;
  readonly verifiedAgainst: readonly string[];
  readonly numbersInDoubt: readonly string[];
};

export type Cadence = Omit<Periodicity, 'note'> & { readonly riskRanking: boolean };

/** A periodic duty of the standard. Occurrences of it are planned by lib/schedule. */
export type CatalogueActivity = {
  readonly activityId: string;
  readonly title: string;
  readonly requirementNumbers: readonly string[];
  readonly cadence: Cadence;
  readonly timeframe: TimeframeId;
  readonly maxIntervalDays: number | null;
  readonly appliesTo: AppliesTo;
  readonly defaultOwnerRole: string;
  readonly evidenceTypes: readonly EvidenceType[];
  readonly level: 'ORGANIZATION' | 'INTEGRATION';
  readonly note: string | null;
  readonly futureDated: boolean;
  /** False for duties that the standard has retired. */
  readonly isActive: boolean;
  readonly questionnaireIds: readonly QuestionnaireId[];
};

/** The standard's meaning of a word such as "every three months". */
export type Timeframe = {
  readonly timeframe: TimeframeId;
  readonly alsoCalled: string | null;
  readonly meaning: string;
  readonly minDays: number | null;
  readonly maxIntervalDays: number | null;
};

export type TimeframeRules = {
  readonly timeframes: readonly Timeframe[];
  readonly intervalRule: string;
  readonly significantChange: readonly string[];
  readonly missedActivity: {
    readonly notAutomaticallyNonCompliantIf: readonly string[];
    readonly otherwise: string;
  };
  readonly firstAssessment: string;
  readonly limits: readonly { readonly requirementNumber: string; readonly limit: string }[];
};

export type CrosswalkPair = {
  readonly controlId: string;
  readonly confidence: 'high' | 'medium';
  readonly agreesWith: readonly string[];
};

/** Related controls of other frameworks, by section of the standard. Informative: a mapping proves nothing. */
export type CrosswalkSection = {
  readonly sectionNumber: string;
  readonly iso27001: readonly CrosswalkPair[];
  readonly nistCsf: readonly CrosswalkPair[];
};

export type Crosswalk = {
  readonly scope: string;
  readonly method: string;
  readonly sources: readonly string[];
  readonly notIncluded: string;
  readonly sections: readonly CrosswalkSection[];
};

/** One version of the standard, complete. A new version is new data, never an edit. */
export type Catalogue = {
  readonly catalogueVersionId: string;
  readonly standard: string;
  readonly version: string;
  readonly published: string;
  /** In the standard's order, appendices last. */
  readonly requirements: readonly Requirement[];
  readonly requirementByNumber: ReadonlyMap<string, Requirement>;
  readonly guidanceByNumber: ReadonlyMap<string, Guidance>;
  readonly questionnaires: readonly Questionnaire[];
  readonly activities: readonly CatalogueActivity[];
  readonly timeframeRules: TimeframeRules;
  readonly crosswalk: Crosswalk;
};
