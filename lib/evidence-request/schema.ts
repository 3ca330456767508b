import { z } from 'zod';
import { maxFilesPerItem } from '@/lib/evidence/model';
import {
  fileDetails,
  linkEvidenceInput,
  noteEvidenceInput,
  requirementList,
  uploadedFiles,
} from '@/lib/evidence/schema';
import {
  calendarDay,
  lineText,
  longText,
  optionalEmailAddress,
  requiredLine,
  rowId,
} from '@/lib/platform/parse';

/** What is asked of whom. Fields of the other kind of recipient come along empty. */
export const askInput = z
  .strictObject({
    title: requiredLine(200, 'what you need'),
    words: longText(4_000).default(''),
    evidenceType: fileDetails.shape.evidenceType,
    assessmentId: z.uuid('Choose an assessment.'),
    requirementNumbers: requirementList(50),
    who: z.enum(['MEMBER', 'OUTSIDE'], 'Choose whom you ask.'),
    memberId: z.union([z.literal(''), z.uuid('Choose a member of the list.')]).default(''),
    name: lineText(120).default(''),
    email: optionalEmailAddress.default(''),
    untilOn: calendarDay,
  })
  .check(({ value, issues }) => {
    const lacks = (path: string, message: string) =>
      issues.push({ code: 'custom', path: [path], message, input: value });
    if (value.who === 'MEMBER' && value.memberId === '') lacks('memberId', 'Choose a member.');
    if (value.who === 'OUTSIDE' && value.name === '') lacks('name', 'Enter their name.');
    if (value.who === 'OUTSIDE' && value.email === '') lacks('email', 'Enter their e-mail address.');
  });
export type AskInput = z.infer<typeof askInput>;

export const requestInput = z.strictObject({ requestId: rowId });
export const askAgainInput = z.strictObject({ requestId: rowId, untilOn: calendarDay });

/** A token as newToken() makes them; any other is none. */
export const linkToken = z.string().regex(/^[\w-]{43}$/);

const remark = longText(4_000).default('');

/** What comes by a link: files that have arrived, and a remark. */
export const linkAnswerInput = z.strictObject({ uploadIds: uploadedFiles.shape.uploadIds, note: remark });

/** Files with which a member answers. */
export const filesAnswerInput = z.strictObject({
  uploadIds: z.array(rowId).min(1, 'Choose a file.').max(maxFilesPerItem),
  note: remark,
});

/** The other answers of a member. */
export const typedAnswerInput = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('LINK'),
    requestId: rowId,
    url: linkEvidenceInput.shape.url,
    note: remark,
  }),
  z.strictObject({ kind: z.literal('NOTE'), requestId: rowId, note: noteEvidenceInput.shape.note }),
  z.strictObject({
    kind: z.literal('EXISTING'),
    requestId: rowId,
    evidenceId: z.uuid('Choose an item of the library.'),
  }),
]);
export type TypedAnswerInput = z.infer<typeof typedAnswerInput>;
