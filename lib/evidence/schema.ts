import { z } from 'zod';
import { evidenceTypes } from '@/lib/catalogue/model';
import {
  lineText,
  longText,
  optionalCalendarDay,
  requiredLine,
  requirementNumber,
  rowId,
  rowVersion,
} from '@/lib/platform/parse';
import type { RequirementTarget } from '@/lib/response/model';
import { distinctTags, tidyTag } from '@/lib/tag/rules';
import { maxFilesPerItem } from './model';
import { confidentialities, maxEvidenceTag, maxEvidenceTags, maxSource } from './model/fields';
import { evidenceOutcomes } from './model/review';

const evidenceType = z.union([z.literal(''), z.enum(evidenceTypes, 'Choose one of the list.')]).default('');
const note = longText(10_000).default('');
const day = optionalCalendarDay.default(null);

const webAddress = lineText(1_000)
  .refine((value) => value.length > 0, 'Enter the web address of the evidence.')
  .refine((value) => {
    if (value === '') return true;
    try {
      const url = new URL(value);
      return (url.protocol === 'https:' || url.protocol === 'http:') && !url.username && !url.password;
    } catch {
      return false;
    }
  }, 'Enter a full web address that starts with https://, without a user name or password.');

/** Which requirement of which assessment a piece of evidence proves. */
export const requirementTarget: z.ZodType<RequirementTarget> = z.strictObject({
  assessmentId: rowId,
  requirementNumber,
});

const tags = z
  .union(
    [
      z
        .string()
        .max(maxEvidenceTags * (maxEvidenceTag + 10), `Use at most ${maxEvidenceTags} tags.`)
        .transform((text) => text.split(',').filter((tag) => tag.trim() !== '')),
      z.array(z.string()),
    ],
    'Write tags with commas between, or send a list of them.',
  )
  .pipe(
    z.array(
      lineText(maxEvidenceTag)
        .refine((tag) => tag !== '' && !tag.includes(','), 'A tag is not empty and has no comma.')
        .transform(tidyTag),
    ),
  )
  .transform(distinctTags)
  .pipe(z.array(lineText(maxEvidenceTag)).max(maxEvidenceTags, `Use at most ${maxEvidenceTags} tags.`));

/** What may be left out: then it stays as it is, and of something new it is what a new one starts with. */
const described = {
  evidenceType,
  collectedOn: day,
  validUntil: day,
  coversFrom: optionalCalendarDay.optional(),
  coversTo: optionalCalendarDay.optional(),
  /** Empty: nobody, and of something new whoever adds it. */
  ownerId: z.union([z.literal(''), rowId], 'Choose a member of the list.').optional(),
  confidentiality: z.enum(confidentialities, 'Choose one of the list.').optional(),
  source: lineText(maxSource).optional(),
  tags: tags.optional(),
};

/** What may come with files: the title may be empty, it is then taken from the first file's name. */
export const fileDetails = z.strictObject({ title: lineText(200).default(''), note, ...described });
export type FileDetails = z.infer<typeof fileDetails>;

const uploadIds = z
  .array(rowId)
  .min(1, 'Choose a file.')
  .max(maxFilesPerItem)
  .refine((ids) => new Set(ids).size === ids.length, 'An upload is named twice. Name each once.');

/** Uploads that become one item, with what is said about it; the fields are those of an upload in one request. */
export const uploadedFiles = z.looseObject({ uploadIds });

/** Uploads that join an item. */
export const uploadedFilesOnly = z.strictObject({
  uploadIds,
  /** "yes": they are a new version, in place of what is there. */
  newVersion: z.literal('yes').optional(),
  reason: lineText(500).default(''),
  /** The days of a new version; those that are not named stay. */
  collectedOn: optionalCalendarDay.optional(),
  validUntil: optionalCalendarDay.optional(),
});

export const linkEvidenceInput = z.strictObject({
  kind: z.literal('LINK'),
  title: requiredLine(200, 'a title'),
  url: webAddress,
  note,
  ...described,
});

export const noteEvidenceInput = z.strictObject({
  kind: z.literal('NOTE'),
  title: requiredLine(200, 'a title'),
  note: longText(10_000).refine((value) => value.trim().length > 0, 'Write the note.'),
  ...described,
});

/** Evidence without a file. */
export const typedEvidenceInput = z.discriminatedUnion('kind', [linkEvidenceInput, noteEvidenceInput]);
export type TypedEvidenceInput = z.infer<typeof typedEvidenceInput>;

/** What the panel of a requirement sends: something new without a file, or an item of the library. */
export const attachInput = z.discriminatedUnion('kind', [
  linkEvidenceInput,
  noteEvidenceInput,
  z.strictObject({ kind: z.literal('EXISTING'), evidenceId: rowId }),
]);

export const detachInput = z.strictObject({ evidenceId: rowId });

export const changeEvidenceInput = z.strictObject({
  evidenceId: rowId,
  version: rowVersion,
  title: requiredLine(200, 'a title'),
  note,
  /** "yes": it is renewed, so a last valid day is asked for anew where it had one. */
  renewal: z.literal('yes').optional(),
  ...described,
});
export type ChangeEvidenceInput = z.infer<typeof changeEvidenceInput>;

export const archiveEvidenceInput = z.strictObject({
  evidenceId: rowId,
  version: rowVersion,
  reason: requiredLine(500, 'why it is removed'),
});
export type ArchiveEvidenceInput = z.infer<typeof archiveEvidenceInput>;

export const restoreEvidenceInput = z.strictObject({ evidenceId: rowId, version: rowVersion });

/** Why a blocked file holds no card number after all: long enough to be one. */
export const releaseFileInput = z.strictObject({
  evidenceId: rowId,
  fileId: rowId,
  reason: requiredLine(500, 'why it is no card number').refine(
    (value) => value.length === 0 || value.length >= 10,
    'Say it in at least 10 characters, for example that it is a test number of the brand.',
  ),
});
export type ReleaseFileInput = z.infer<typeof releaseFileInput>;

/** What a reviewer says of an item, and what of it they have seen. */
export const reviewEvidenceInput = z
  .strictObject({
    evidenceId: rowId,
    seen: z.string().regex(/^[0-9a-f]{32}$/, 'Load the page again and look at the evidence.'),
    outcome: z.enum(evidenceOutcomes, 'Choose whether it is accepted or rejected.'),
    reason: longText(2_000).default(''),
  })
  .refine(({ outcome, reason }) => outcome !== 'REJECTED' || reason.trim() !== '', {
    path: ['reason'],
    message: 'Say what is wrong with it and what to bring instead.',
  });
export type ReviewEvidenceInput = z.infer<typeof reviewEvidenceInput>;

export const removeFileInput = z.strictObject({ evidenceId: rowId, fileId: rowId });
export type RemoveFileInput = z.infer<typeof removeFileInput>;

/** "6.3.3, 11.3.1": one or several requirements of one assessment. */
export const requirementList = (most: number) =>
  lineText(most * 10)
    .transform((text) => [...new Set(text.split(/[\s,;]+/).filter((number) => number !== ''))])
    .refine((numbers) => numbers.length > 0, 'Enter the number of a requirement, for example 6.3.3.')
    .refine((numbers) => numbers.length <= most, `Enter at most ${most} requirements at a time.`)
    .refine((numbers) => numbers.every((number) => number.length <= 20), 'Separate the numbers by commas.');

/** All of the longest questionnaire at once. */
export const linkInput = z.strictObject({
  evidenceId: rowId,
  assessmentId: z.uuid('Choose an assessment.'),
  requirementNumbers: requirementList(300),
});

export const unlinkInput = z.strictObject({
  evidenceId: rowId,
  assessmentId: rowId,
  requirementNumber,
});
