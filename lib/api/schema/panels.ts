import { z } from 'zod';
import { analysisBases, analysisStates } from '@/lib/response/rules/frequency';
import { responsibilities } from '@/lib/responsibility/model';
import { attestationStates } from '@/lib/service-provider/model';

/** What stands around the answers of one requirement, as a program reads it. */
const text = z.string();
const id = z.uuid();
const day = z.iso.date();

export const responsibilityPanel = z.strictObject({
  providers: z.array(
    z.strictObject({
      serviceProviderId: id,
      name: text,
      attestationOn: day.nullable(),
      attestationValidUntil: day.nullable(),
      attestationState: z.enum(attestationStates),
      responsibility: z.enum(responsibilities).nullable(),
      agreedIn: text,
      version: z.int(),
      suggestion: z.strictObject({ responsibility: z.enum(responsibilities), reason: text }).nullable(),
    }),
  ),
  grounds: text,
  mayChange: z.boolean(),
});

export const acceptedRisks = z.strictObject({
  risks: z.array(
    z.strictObject({
      acceptedRiskId: id,
      row: z.int().nullable(),
      risk: text,
      reason: text,
      acceptedByName: text,
      acceptedByRole: text,
      acceptedOn: day,
      reviewOn: day,
      version: z.int(),
      recordedByName: text,
      recordedAt: z.iso.datetime(),
      isOverdue: z.boolean(),
      mayChange: z.boolean(),
    }),
  ),
  grounds: text,
  locked: text.nullable(),
  today: day,
});

const analysis = z.strictObject({
  analysisId: id,
  title: text,
  requirementNumbers: z.array(text),
  frequency: text,
  state: z.enum(analysisStates),
  missing: z.array(text),
  nextReviewOn: z.iso.date().nullable(),
  revision: z.int(),
});

export const analysisPanel = z.strictObject({
  basis: z.enum(analysisBases).nullable(),
  analysis: analysis.nullable(),
  choices: z.array(analysis),
  grounds: text,
  mayManage: z.boolean(),
  locked: text.nullable(),
});
