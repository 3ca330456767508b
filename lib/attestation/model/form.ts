import { z } from 'zod';
import { channels } from '@/lib/integration/model';
import {
  lineText,
  longText,
  optionalCalendarDay,
  optionalWebAddress,
  tickBox as tick,
} from '@/lib/platform/parse';

/**
 * The form of the attestation, part by part in the official order. While drafting, every field may be missing: an
 * empty text, null for an open yes-or-no question or date, an empty list. What must be there before a signature is
 * decided in rules.ts, so that half a form can be saved and nothing that was typed is lost.
 */
const line = lineText(300).default('');
const text = longText(8_000).default('');
const day = optionalCalendarDay.default(null);
const webAddress = optionalWebAddress.default('');

/** An open question: null until answered. Forms send words, stored drafts hold booleans. */
const yesNo = z
  .union([
    z.boolean(),
    z.null(),
    z.literal('').transform(() => null),
    z.literal('yes').transform(() => true),
    z.literal('no').transform(() => false),
  ])
  .default(null);

/** A list of rows; rows in which nothing was entered are dropped, `fixed` keys do not count as entered. */
function rows<S extends z.ZodType<object>>(row: S, max: number, fixed: readonly string[] = []) {
  return z
    .array(row)
    .max(max, `Enter at most ${max} rows.`)
    .transform((list) =>
      list.filter((entry) =>
        Object.entries(entry).some(
          ([key, value]) => !fixed.includes(key) && value !== '' && value !== null && value !== false,
        ),
      ),
    )
    .default([]);
}

const channel = z.enum(channels);
const openChannel = z.union([channel, z.null(), z.literal('').transform(() => null)]).default(null);

/** Part 1a: the assessed merchant or service provider and its contact. */
export const entityPart = z.strictObject({
  companyName: line,
  tradingName: line,
  street: line,
  city: line,
  postalCode: line,
  region: line,
  country: line,
  website: webAddress,
  contactName: line,
  contactTitle: line,
  contactPhone: line,
  contactEmail: line,
});

/** Part 1b: internal and qualified security assessors; `false` prints "Not Applicable". */
export const assessorPart = z.strictObject({
  isaInvolved: yesNo,
  isaNames: text,
  qsaInvolved: yesNo,
  qsaCompany: line,
  qsaAddress: text,
  qsaWebsite: webAddress,
  qsaLeadName: line,
  qsaLeadPhone: line,
  qsaLeadEmail: line,
  qsaCertificateNumber: line,
});

/** Part 2a for merchants: payment channels inside and outside this assessment. */
export const channelsPart = z.strictObject({
  eCommerce: tick,
  moto: tick,
  cardPresent: tick,
  channelsExcluded: yesNo,
  excluded: rows(z.strictObject({ channel: openChannel, description: line, reason: text }), 20),
});

export const serviceCategories = ['HOSTING', 'MANAGED_SERVICES', 'PAYMENT_PROCESSING', 'OTHER'] as const;
const openCategory = z
  .union([z.enum(serviceCategories), z.null(), z.literal('').transform(() => null)])
  .default(null);

/** Part 2a for service providers: services inside and outside this assessment. */
export const servicesPart = z.strictObject({
  included: rows(z.strictObject({ name: line, category: openCategory, type: line }), 50),
  servicesExcluded: yesNo,
  excluded: rows(z.strictObject({ name: line, category: openCategory, type: line, reason: text }), 50),
});

/** Part 2b for merchants: what happens with account data in each covered channel. */
export const cardRolePart = z.strictObject({
  channels: rows(z.strictObject({ channel, description: text }), 3, ['channel']),
});

/** Part 2b for service providers: account data, power over customers' security, components that could affect it. */
export const providerRolePart = z.strictObject({
  accountData: text,
  customerSecurity: text,
  affectingComponents: text,
});

/** Part 2c: the environment that was assessed. */
export const environmentPart = z.strictObject({
  connections: text,
  criticalComponents: text,
  affectingComponents: text,
  segmentationUsed: yesNo,
  segmentationDescription: text,
});

/** Part 2d: kinds of facilities and where they are. */
const location = z.strictObject({ facilityType: line, count: line, cityAndCountry: text });
export const locationsPart = z.strictObject({ locations: rows(location, 200) });

/** Part 2e: products and solutions on a list of the council. The P2PE and SPoC forms ask for one solution. */
export const productsPart = z.strictObject({
  productsUsed: yesNo,
  products: rows(
    z.strictObject({
      name: line,
      version: line,
      standard: line,
      listingReference: line,
      expiresOn: day,
    }),
    100,
  ),
});
export const p2peSolutionPart = z.strictObject({
  solutionProvider: line,
  solutionName: line,
  listingReference: line,
  devices: text,
  reassessmentOn: day,
});
export const spocSolutionPart = z.strictObject({
  solutionProvider: line,
  solutionName: line,
  listingReference: line,
  devices: text,
  reevaluationOn: day,
  annualCheckpointOn: day,
});

/** Part 2f: third parties in the sense of 12.8; all that are listed fall under it. */
export const providersPart = z.strictObject({
  handleAccountData: yesNo,
  manageInScope: yesNo,
  couldAffectSecurity: yesNo,
  providers: rows(z.strictObject({ name: line, service: text }), 300),
});

/** Part 2g for service providers: the justification for the approach, per service of part 2a. The table is derived. */
export const approachPart = z.strictObject({
  // Long: it may name every requirement of SAQ D with its reason.
  services: rows(z.strictObject({ service: line, justification: longText(60_000).default('') }), 50, [
    'service',
  ]),
});

export const eligibilityAnswers = ['YES', 'NO', 'NOT_CONCERNED'] as const;
const openEligibility = z
  .union([z.enum(eligibilityAnswers), z.null(), z.literal('').transform(() => null)])
  .default(null);

/** Part 2h: every criterion of the questionnaire; not asked in SAQ D. */
export const eligibilityPart = z.strictObject({
  criteria: rows(z.strictObject({ criterionId: lineText(40), answer: openEligibility }), 100, [
    'criterionId',
  ]),
});

/** Head of section 2. */
export const completionPart = z.strictObject({
  completedOn: day,
  legalConstraint: yesNo,
});

/** Part 3: what only a person can add to the derived result. Part 4 is filled only when the recipient asks for it. */
export const resultPart = z.strictObject({
  targetOn: day,
  planRequested: yesNo,
  /** The signer attests Non-Compliant although answers or their obligatory texts are missing; they are named. */
  signIncomplete: tick,
});

/** Part 4: per principal requirement with a gap, when and how it will be met. */
export const planPart = z.strictObject({
  items: rows(z.strictObject({ principalNumber: lineText(4), targetOn: day, actions: text }), 15, [
    'principalNumber',
  ]),
});

/** Part 3b: the executive officer who attests. */
export const officerPart = z.strictObject({ name: line, title: line });

/** Part 3c: the qualified security assessor's share, with both signers of the assessor's company. */
export const qsaPart = z.strictObject({
  involved: yesNo,
  performedTesting: tick,
  otherHelp: tick,
  otherHelpDescription: text,
  leadName: line,
  leadSignedOn: day,
  officerName: line,
  officerSignedOn: day,
  company: line,
});

/** Part 3d: the internal security assessor's share. */
export const isaPart = z.strictObject({
  involved: yesNo,
  performedTesting: tick,
  otherHelp: tick,
  otherHelpDescription: text,
});

/** All parts in the official order. Which of them a questionnaire has: `partsOf` in rules.ts. */
export const formParts = {
  entity: entityPart,
  assessor: assessorPart,
  channels: channelsPart,
  services: servicesPart,
  cardRole: cardRolePart,
  providerRole: providerRolePart,
  environment: environmentPart,
  locations: locationsPart,
  products: productsPart,
  p2peSolution: p2peSolutionPart,
  spocSolution: spocSolutionPart,
  providers: providersPart,
  approach: approachPart,
  eligibility: eligibilityPart,
  completion: completionPart,
  result: resultPart,
  officer: officerPart,
  qsa: qsaPart,
  isa: isaPart,
  plan: planPart,
} as const;

export type FormPart = keyof typeof formParts;

/** From 1 to 999999, without signs, fractions and leading zeros. */
export const isWholeNumber = (value: string) => /^[1-9]\d{0,5}$/.test(value);
const count = line.refine(
  (value) => value === '' || isWholeNumber(value),
  'Enter a whole number from 1 to 999999.',
);

/** What is saved anew. Stored forms are read by `formParts`, which also takes what was allowed once. */
export const savedParts: Record<FormPart, z.ZodType> = {
  ...formParts,
  locations: z.strictObject({ locations: rows(location.extend({ count }), 200) }),
};
export const formPartNames = Object.keys(formParts) as FormPart[];

/** The form as the document holds it: null = this questionnaire's form has no such part. */
export const attestationForm = z.strictObject({
  entity: entityPart,
  assessor: assessorPart,
  channels: channelsPart.nullable(),
  services: servicesPart.nullable(),
  cardRole: cardRolePart.nullable(),
  providerRole: providerRolePart.nullable(),
  environment: environmentPart,
  locations: locationsPart,
  products: productsPart.nullable(),
  p2peSolution: p2peSolutionPart.nullable(),
  spocSolution: spocSolutionPart.nullable(),
  providers: providersPart,
  approach: approachPart.nullable(),
  eligibility: eligibilityPart.nullable(),
  completion: completionPart,
  result: resultPart,
  officer: officerPart,
  qsa: qsaPart,
  isa: isaPart,
  plan: planPart.nullable(),
});
export type AttestationForm = z.infer<typeof attestationForm>;

/** The draft as it is stored: only parts that a person has saved. */
export const attestationDraft = z
  .strictObject({
    ...formParts,
  })
  .partial();
export type AttestationDraft = z.infer<typeof attestationDraft>;
