import { z } from 'zod';
import { assessmentStatuses } from '@/lib/assessment/model';
import { findings, paymentChannels, questionnaireIds } from '@/lib/catalogue/model';
import { channels, integrationMethods } from '@/lib/integration/model';
import { addDays, daysBetween } from '@/lib/platform/clock';
import { errorCodes } from '@/lib/platform/errors';
import { pageParams } from '@/lib/platform/page';
import { calendarDay } from '@/lib/platform/parse';
import { requirementEvents, reviewStates } from '@/lib/response/model';
import { analysisNeeds } from '@/lib/response/rules/frequency';
import { occurrenceStates } from '@/lib/schedule/model';
import { testMethods, testResults } from '@/lib/test-record/model';

/** What programs may send and what they get. A test holds every answer against these. */

const id = z.uuid();
const day = z.iso.date();
const instant = z.iso.datetime();
const named = z.strictObject({ id, name: z.string() });
const finding = z.enum(findings);

function pageOf<S extends z.ZodType>(item: S) {
  return z.strictObject({ items: z.array(item), nextCursor: z.string().nullable() });
}

export const pageQueryParams = z.strictObject(pageParams);

/** Longest period of one request for duties, in days. */
const MAX_PERIOD_DAYS = 731;

export const dutyParams = z.strictObject({
  ...pageParams,
  from: calendarDay.optional(),
  to: calendarDay.optional(),
});

/** The period that is asked for: from today on, for 90 days, where nothing else is said. Null when it makes no sense. */
export function periodOf(
  given: { from?: string | undefined; to?: string | undefined },
  today: string,
): { from: string; to: string } | null {
  const from = given.from ?? today;
  const to = given.to ?? addDays(from, 90);
  const length = daysBetween(from, to);
  return length < 0 || length > MAX_PERIOD_DAYS ? null : { from, to };
}

export const integrationPage = pageOf(
  z.strictObject({
    integrationId: id,
    name: z.string(),
    method: z.enum(integrationMethods),
    channels: z.array(z.enum(channels)),
    site: z.string().nullable(),
    storesAccountData: z.boolean(),
    ownerName: z.string(),
    legalEntity: named,
    providers: z.array(named),
    assessmentId: id.nullable(),
  }),
);

export const assessmentPage = pageOf(
  z.strictObject({
    assessmentId: id,
    name: z.string(),
    questionnaireId: z.enum(questionnaireIds),
    status: z.enum(assessmentStatuses),
    revision: z.int(),
    periodFrom: day,
    periodTo: day,
    dueOn: day.nullable(),
    legalEntity: named,
    integrations: z.array(named),
    channels: z.array(z.enum(paymentChannels)),
    /** Requirements by finding. */
    progress: z.strictObject({
      requirements: z.int(),
      answered: z.int(),
      byFinding: z.record(z.enum([...findings, 'UNANSWERED']), z.int()),
    }),
  }),
);

export const dutyPage = pageOf(
  z.strictObject({
    occurrenceId: id,
    activityId: id,
    title: z.string(),
    requirementNumbers: z.array(z.string()),
    ownerName: z.string(),
    integration: named.nullable(),
    opensOn: day,
    dueOn: day,
    completedOn: day.nullable(),
    state: z.enum(occurrenceStates),
  }),
);

const reviewState = z.enum(reviewStates);

export const checklist = z.strictObject({
  isOpen: z.boolean(),
  questionnaire: z.string(),
  items: z.array(
    z.strictObject({
      requirementNumber: z.string(),
      rows: z.array(z.strictObject({ finding: finding.nullable(), version: z.int(), facts: z.int() })),
      evidence: z.int(),
      tests: z.int(),
      unmetOn: z.string().nullable(),
      frequencyNeed: z.enum(analysisNeeds).nullable(),
      hasFailedEvidence: z.boolean(),
      review: reviewState.nullable(),
    }),
  ),
  here: z.array(z.strictObject({ name: z.string(), isWriting: z.boolean() })).optional(),
});

const text = z.string();
const fields = z.strictObject({
  finding: finding.nullable(),
  resultNote: text,
  notApplicableReason: text,
  notTestedReason: text,
  notTestedAskedBy: text,
  legalException: z.boolean(),
  legalBasis: text,
  planAction: text,
  planOwner: text,
  planTargetOn: day.nullable(),
  ccwConstraints: text,
  ccwDefinition: text,
  ccwObjective: text,
  ccwIdentifiedRisk: text,
  ccwValidation: text,
  ccwMaintenance: text,
});

export const responses = z.strictObject({
  responses: z.array(
    z.strictObject({
      row: z.int(),
      version: z.int(),
      updatedAt: z.string().nullable(),
      updatedByName: text,
      fields,
    }),
  ),
  history: z.array(
    z.strictObject({
      row: z.int(),
      version: z.int(),
      at: instant,
      actorId: id.nullable(),
      actorName: text,
      changes: z.record(z.string(), z.strictObject({ from: z.unknown(), to: z.unknown() })),
    }),
  ),
  events: z.array(
    z.strictObject({
      type: z.enum(requirementEvents),
      at: instant,
      actorId: id.nullable(),
      actorName: text,
      reason: text,
    }),
  ),
  review: z.strictObject({ state: reviewState, reason: text, byName: text, at: instant }).nullable(),
  grounds: text,
  own: z.strictObject({ isYours: z.boolean(), bar: text }),
  carried: z
    .strictObject({
      assessmentName: text,
      expiredEvidence: z.array(text),
      risks: z.array(
        z.strictObject({
          row: z.int().nullable(),
          risk: text,
          reason: text,
          acceptedByName: text,
          acceptedByRole: text,
          acceptedOn: day,
          reviewOn: day,
        }),
      ),
      rows: z.array(z.strictObject({ row: z.int(), fields, at: instant.nullable(), byName: text })),
    })
    .nullable(),
  shared: z.strictObject({
    from: z
      .strictObject({
        assessmentId: id,
        name: text,
        confirmedAt: instant,
        confirmedByName: text,
        state: z.enum(['CURRENT', 'CHANGED', 'OWN', 'STOPPED']),
      })
      .nullable(),
    usedIn: z.array(z.strictObject({ assessmentId: id, name: text })),
    canShare: z.boolean(),
  }),
  providers: z.int(),
  risks: z.int(),
  owners: z.strictObject({
    people: z.array(z.strictObject({ userId: id, name: text, dueOn: day.nullable(), isOver: z.boolean() })),
    mayAssign: z.boolean(),
  }),
});

export const reviewOutcome = z.strictObject({
  changed: z.array(z.string()),
  left: z.array(z.strictObject({ requirementNumber: z.string(), why: z.string() })),
});

export const saved = z.strictObject({ version: z.int(), savedAt: text, savedByName: text });

export const tags = z.strictObject({
  tags: z.array(text),
  version: z.int(),
  known: z.array(text),
  locked: text.nullable(),
});

export const tests = z.strictObject({
  tests: z.array(
    z.strictObject({
      testId: id,
      row: z.int().nullable(),
      methods: z.array(z.enum(testMethods)),
      examined: text,
      asked: text,
      askedOf: text,
      performedById: id.nullable(),
      performedByName: text,
      performedOn: day,
      population: text,
      sample: text,
      result: z.enum(testResults),
      note: text,
      version: z.int(),
      recordedByName: text,
      recordedAt: instant,
      mayChange: z.boolean(),
    }),
  ),
  grounds: text,
  locked: text.nullable(),
  earliestOn: day,
  today: day,
  historyAt: text.nullable(),
});

export const comments = z.strictObject({
  comments: z.array(
    z.strictObject({
      commentId: id,
      version: z.int(),
      authorName: text,
      isOwn: z.boolean(),
      writtenAt: instant,
      changedAt: instant.nullable(),
      withdrawnAt: instant.nullable(),
      parts: z.array(z.strictObject({ text, userId: id.nullable() })),
    }),
  ),
  hasEarlier: z.boolean(),
  closed: text.nullable(),
});

export const guides = z.strictObject({ guides: z.array(z.looseObject({ requirementNumber: text })) });

export const problem = z.strictObject({
  code: z.enum(errorCodes),
  message: text,
  fieldErrors: z.record(z.string(), z.array(text)).optional(),
});
