import { z } from 'zod';

/** The library of evidence, as a program reads it. */
const text = z.string();
const id = z.uuid();

/** Words to look for; without any, the requirement that suggestions are wanted for. */
export const evidenceSearchParams = z.strictObject({
  query: z.string().max(200).optional(),
  assessmentId: z.uuid().optional(),
  requirementNumber: z.string().max(20).optional(),
});

const kind = z.enum(['FILE', 'LINK', 'NOTE']);

export const evidenceHits = z.strictObject({
  hits: z.array(z.strictObject({ evidenceId: id, kind, title: text, facts: text, reason: text })),
});

/** The fields of new evidence that is sent with its files. */
export const evidenceForm = [
  'title',
  'note',
  'evidenceType',
  'collectedOn',
  'validUntil',
  'coversFrom',
  'coversTo',
  'ownerId',
  'confidentiality',
  'source',
  'tags',
  'assessmentId',
  'requirementNumber',
  'file',
] as const;

export const evidenceAdded = z.strictObject({ evidenceId: id, held: text.nullable() });

export const evidencePanel = z.strictObject({
  items: z.array(
    z.strictObject({
      evidenceId: id,
      kind,
      title: text,
      facts: text,
      url: text,
      note: text,
      validity: text,
      validUntil: text,
      files: z.array(
        z.strictObject({
          fileId: id,
          fileName: text,
          facts: text,
          canPreview: z.boolean(),
          isOpen: z.boolean(),
          scanMark: z.strictObject({ tone: z.enum(['quiet', 'soon', 'late']), words: text }).nullable(),
        }),
      ),
      alsoUsedFor: z.array(text),
    }),
  ),
  grounds: text,
  locked: text.nullable(),
  maxBytes: z.int(),
  cadence: z
    .strictObject({ requirementNumber: text, every: z.int(), unit: z.enum(['day', 'week', 'month', 'year']) })
    .nullable(),
  today: z.iso.date(),
});
