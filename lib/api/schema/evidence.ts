import { z } from 'zod';
import { evidenceKinds } from '@/lib/evidence/model';
import { machineResults } from '@/lib/evidence/model/machine';
import { pageParams } from '@/lib/platform/page';

/** The library of evidence, as a program reads it. */
const text = z.string();
const id = z.uuid();
const day = z.iso.date();
const instant = z.iso.datetime();

export const evidenceListParams = z.strictObject({
  ...pageParams,
  externalRef: z.string().max(200).optional(),
  kind: z.enum(evidenceKinds).optional(),
});

/** Words to look for; without any, the requirement that suggestions are wanted for. */
export const evidenceSearchParams = z.strictObject({
  query: z.string().max(200).optional(),
  assessmentId: z.uuid().optional(),
  requirementNumber: z.string().max(20).optional(),
});

const kind = z.enum(evidenceKinds);

export const evidenceHits = z.strictObject({
  hits: z.array(z.strictObject({ evidenceId: id, kind, title: text, facts: text, reason: text })),
});

export const evidenceAdded = z.strictObject({ evidenceId: id, held: text.nullable() });

export const evidencePushed = z.strictObject({
  evidenceId: id,
  externalRef: text.nullable(),
  version: z.int(),
  isNew: z.boolean(),
  linked: z.int(),
  files: z.array(z.strictObject({ fileId: id, fileName: text, sizeBytes: z.int(), sha256: text.length(64) })),
});

const result = z.strictObject({
  version: z.int(),
  tool: text,
  toolVersion: text,
  ranAt: instant,
  result: z.enum(machineResults),
  summary: text,
  source: text,
  runUrl: text,
  receivedAt: instant,
  receivedByName: text,
  keyName: text,
});

const evidence = z.strictObject({
  evidenceId: id,
  externalRef: text.nullable(),
  kind,
  title: text,
  evidenceType: text.nullable(),
  note: text,
  url: text,
  source: text,
  tags: z.array(text),
  confidentiality: z.enum(['PUBLIC', 'INTERNAL', 'CONFIDENTIAL']),
  collectedOn: day.nullable(),
  coversFrom: day.nullable(),
  coversTo: day.nullable(),
  validUntil: day.nullable(),
  validity: z.enum(['VALID', 'ENDS_SOON', 'ENDED', 'NO_END_DATE']),
  ownerName: text.nullable(),
  receivedAt: instant,
  receivedByName: text,
  archivedAt: instant.nullable(),
  version: z.int(),
  files: z.array(
    z.strictObject({
      fileId: id,
      fileName: text,
      sizeBytes: z.int(),
      mediaType: text,
      sha256: text.length(64),
      isOpen: z.boolean(),
      scan: text.nullable(),
    }),
  ),
  uses: z.array(z.strictObject({ assessmentId: id, requirementNumber: text, isSigned: z.boolean() })),
  result: result.nullable(),
});

export const evidencePage = z.strictObject({
  items: z.array(evidence),
  nextCursor: text.nullable(),
});

export const evidenceItem = evidence.extend({ results: z.array(result) });

export const evidenceUses = z.strictObject({ changed: z.int(), uses: evidence.shape.uses });

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
      rejection: z.strictObject({ reason: text, byName: text }).nullable(),
      failure: z.strictObject({ tool: text }).nullable(),
      isAccepted: z.boolean(),
    }),
  ),
  asked: z.array(z.strictObject({ requestId: id, title: text, recipientName: text, untilOn: text })),
  grounds: text,
  locked: text.nullable(),
  maxBytes: z.int(),
  cadence: z
    .strictObject({ requirementNumber: text, every: z.int(), unit: z.enum(['day', 'week', 'month', 'year']) })
    .nullable(),
  today: z.iso.date(),
});
