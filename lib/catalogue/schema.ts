import { z } from 'zod';
import {
  appliesToKinds,
  type CatalogueActivity,
  type Crosswalk,
  cadenceUnits,
  evidenceTypes,
  findings,
  type Guidance,
  paymentChannels,
  type Questionnaire,
  questionnaireIds,
  type Requirement,
  type TimeframeRules,
  testMethods,
  themes,
  timeframeIds,
} from './model';

/** Checks of the catalogue's data files. Strict: a field that is not known here stops the start. */

const text = z.string().trim().min(1);
const textOrNull = text.nullable();
const texts = z.array(text);
const requirementNumber = z.string().regex(/^(?:[1-9]|1[0-2]|A[1-3])(?:\.\d{1,2}){0,5}$/);
const requirementNumbers = z.array(requirementNumber);
const calendarDay = z.iso.date();
const yearAndMonth = z.string().regex(/^20\d{2}-(?:0[1-9]|1[0-2])$/);

const periodicity = z.strictObject({
  every: z.int().positive().nullable(),
  unit: z.enum(cadenceUnits).nullable(),
  trigger: textOrNull,
  targetedRiskAnalysis: z.boolean(),
  note: textOrNull,
});

const nodeFields = {
  requirementKey: z.string().regex(/^pci-dss:/),
  requirementNumber,
  isAppendix: z.boolean(),
  parentNumber: requirementNumber.nullable(),
  title: text,
  summary: text,
  appliesTo: z.enum(appliesToKinds),
};

/** What a principal requirement or a section does not have: only requirements are answered. */
const notAnswered = {
  futureDated: false,
  inForceSince: null,
  futureDatedNote: null,
  supersededBy: null,
  supersededSince: null,
  customizedApproach: null,
  customizedApproachNote: null,
  periodicity: null,
  retention: null,
  evidenceTypes: [],
  testMethods: [],
  ecommerceRelevance: null,
  ecommerceWhy: null,
  themes: [],
  conditionalOn: null,
  prioritizedMilestone: null,
  questionnaireIds: [],
  answerRows: [],
} as const;

const groupNode = z
  .strictObject({ kind: z.enum(['principal', 'section']), ...nodeFields })
  .transform((node): Requirement => ({ ...node, ...notAnswered }));

const requirementNode = z.strictObject({
  kind: z.literal('requirement'),
  ...nodeFields,
  futureDated: z.boolean(),
  inForceSince: calendarDay.nullable(),
  futureDatedNote: textOrNull,
  supersededBy: requirementNumber.nullable(),
  supersededSince: calendarDay.nullable(),
  customizedApproach: z.enum(['ALLOWED', 'NOT_ALLOWED']),
  customizedApproachNote: textOrNull,
  periodicity: periodicity.nullable(),
  retention: z
    .strictObject({ atLeast: z.int().positive(), unit: z.enum(cadenceUnits), note: textOrNull })
    .nullable(),
  evidenceTypes: z.array(z.enum(evidenceTypes)).min(1),
  testMethods: z.array(z.enum(testMethods)).min(1),
  ecommerceRelevance: z.enum(['low', 'medium', 'high']),
  ecommerceWhy: text,
  themes: z.array(z.enum(themes)).min(1),
  conditionalOn: textOrNull,
  prioritizedMilestone: z.int().min(1).max(6).nullable(),
  questionnaireIds: z.array(z.enum(questionnaireIds)),
  answerRows: texts,
});

const requirement: z.ZodType<Requirement> = z.union([groupNode, requirementNode]);

export const requirementsFile = z.strictObject({
  standard: z.literal('PCI DSS'),
  version: text,
  published: yearAndMonth,
  requirements: z.array(requirement),
});

const guidance: z.ZodType<Guidance> = z.strictObject({
  question: text,
  good: texts.min(1),
  verify: texts.min(1),
  evidence: texts.min(1),
  gaps: texts.min(1),
  ecommerce: textOrNull,
  organizationWide: z.boolean(),
  notApplicableWhen: textOrNull,
});

export const guidanceFile = z.record(requirementNumber, guidance);

const questionnaire: z.ZodType<Questionnaire> = z.strictObject({
  questionnaireId: z.enum(questionnaireIds),
  name: text,
  title: text,
  audience: z.enum(['MERCHANT', 'SERVICE_PROVIDER']),
  revision: textOrNull,
  published: yearAndMonth,
  effective: calendarDay.nullable(),
  channels: z.array(z.enum(paymentChannels)).min(1),
  eligibility: z
    .array(z.strictObject({ criterionId: text, question: text, mustAnswer: z.enum(['YES', 'NO']) }))
    .min(1),
  notFor: texts.min(1),
  notes: texts,
  responseOptions: z.array(z.enum(findings)).min(4),
  requirementNumbers: requirementNumbers.min(1),
  answerRowCount: z.int().positive(),
  listedButLeftBlank: requirementNumbers,
  partialBulletsLeftBlank: requirementNumbers,
  supersededButListed: requirementNumbers,
  conditionalGroups: z.array(
    z.strictObject({ groupId: text, requirementNumbers: requirementNumbers.nullable(), rule: text }),
  ),
  asvScanRequired: z.boolean(),
  internalScanRequired: z.boolean(),
  externalPenetrationTestRequired: z.boolean(),
  publishedCounts: z.array(z.strictObject({ source: text, count: z.int().positive(), comment: text })),
  confidence: text,
  verifiedAgainst: texts,
  numbersInDoubt: requirementNumbers,
});

export const questionnairesFile = z.strictObject({ note: text, questionnaires: z.array(questionnaire) });

const activity: z.ZodType<CatalogueActivity> = z.strictObject({
  activityId: z.string().regex(/^sch-[a-z0-9-]+$/),
  title: text,
  requirementNumbers,
  cadence: periodicity.omit({ note: true }).extend({ riskRanking: z.boolean() }),
  timeframe: z.enum(timeframeIds),
  maxIntervalDays: z.int().positive().nullable(),
  appliesTo: z.enum(appliesToKinds),
  defaultOwnerRole: text,
  evidenceTypes: z.array(z.enum(evidenceTypes)).min(1),
  level: z.enum(['ORGANIZATION', 'INTEGRATION']),
  note: textOrNull,
  futureDated: z.boolean(),
  isActive: z.boolean(),
  questionnaireIds: z.array(z.enum(questionnaireIds)),
});

export const activitiesFile = z.strictObject({ activities: z.array(activity) });

export const timeframesFile: z.ZodType<TimeframeRules> = z.strictObject({
  timeframes: z.array(
    z.strictObject({
      timeframe: z.enum(timeframeIds),
      alsoCalled: textOrNull,
      meaning: text,
      minDays: z.int().positive().nullable(),
      maxIntervalDays: z.int().positive().nullable(),
    }),
  ),
  intervalRule: text,
  significantChange: texts,
  missedActivity: z.strictObject({ notAutomaticallyNonCompliantIf: texts, otherwise: text }),
  firstAssessment: text,
  limits: z.array(z.strictObject({ requirementNumber, limit: text })),
});

const pairs = z.array(
  z.strictObject({ controlId: text, confidence: z.enum(['high', 'medium']), agreesWith: texts.min(1) }),
);

export const crosswalkFile: z.ZodType<Crosswalk> = z.strictObject({
  scope: text,
  method: text,
  sources: texts,
  notIncluded: text,
  sections: z.array(z.strictObject({ sectionNumber: requirementNumber, iso27001: pairs, nistCsf: pairs })),
});
