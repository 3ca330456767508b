import { z } from 'zod';
import { confirmationFields } from '@/lib/person/model';
import {
  calendarDay,
  lineText,
  longText,
  requiredLine,
  rowId,
  rowVersion,
  tickBox,
} from '@/lib/platform/parse';
import { formPartNames } from './form';
import type { SubmissionStatus } from './view';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'Reload the page: this is not a hash.');

/** One part of the form. `basis` is the hash of the saved part that was shown, or empty when none was saved. */
export const preparePartInput = z.strictObject({
  assessmentId: rowId,
  part: z.enum(formPartNames, 'This part does not exist.'),
  basis: z.union([z.literal(''), sha256]),
  values: z.record(z.string(), z.unknown()),
});
export type PreparePartInput = z.infer<typeof preparePartInput>;

const acknowledged = tickBox.refine((value) => value, 'Tick this to sign, or do not sign.');

/** The signature in the app. The password is checked before; it never reaches the command. */
export const signInput = z.strictObject({
  assessmentId: rowId,
  contentSha256: sha256,
  completed: acknowledged,
  fair: acknowledged,
  maintained: acknowledged,
  fullName: requiredLine(300, 'your full name'),
});
export type SignInput = z.infer<typeof signInput>;

/** The limit only keeps the hashing of nonsense short. */
const password = z
  .string('Enter your password to sign.')
  .min(1, 'Enter your password to sign.')
  .max(1_000, 'This is not your password.');

const { code, passkey } = confirmationFields;

/** What the signing form sends. */
export const signFormInput = signInput.extend({ password, code, passkey });

/** Sends the officer a link to sign with. */
export const signingLinkInput = z.strictObject({
  assessmentId: rowId,
  email: z.email('Enter the officer’s e-mail address, such as name@example.com.').max(254),
  password,
  code,
  passkey,
});

export const revokeSigningLinkInput = z.strictObject({ assessmentId: rowId });

/** What opens a link: without the code it shows nothing of what is signed. */
export const linkOpenInput = z.strictObject({
  token: z.string().min(1).max(200),
  code: z
    .string()
    .transform((value) => value.replace(/\D/g, ''))
    .refine((value) => value.length === 8, 'Enter the eight digits of the code.'),
});
export type LinkOpenInput = z.infer<typeof linkOpenInput>;

/** The signature by a link: the code stands where an account would enter its password. */
export const linkSignInput = signInput.omit({ assessmentId: true }).extend(linkOpenInput.shape);
export type LinkSignInput = z.infer<typeof linkSignInput>;

/** The signature on paper or by another service, filed with its document. */
export const fileSignedInput = z.strictObject({
  assessmentId: rowId,
  contentSha256: sha256,
  /** What the signed pages print: proof that they show this very content. */
  printedHash: lineText(100).transform((value) =>
    (value.split('…', 1)[0] ?? '').replace(/\s/g, '').toLowerCase(),
  ),
  signedOn: calendarDay,
  completed: acknowledged,
  fair: acknowledged,
  maintained: acknowledged,
});
export type FileSignedInput = z.infer<typeof fileSignedInput>;

/** What the form for the signed pages sends beside the file. */
export const fileSignedFormInput = fileSignedInput.extend({ password, code, passkey });

const submissionStatuses = [
  'SUBMITTED',
  'ACCEPTED',
  'RETURNED',
  'MORE_ASKED',
] as const satisfies readonly SubmissionStatus[];

const receipt = lineText(300).default('');
const note = longText(4_000).default('');

export const recordSubmissionInput = z.strictObject({
  assessmentId: rowId,
  acquirerId: z.uuid('Choose the acquirer.'),
  submittedOn: calendarDay,
  receipt,
  note,
});
export type RecordSubmissionInput = z.infer<typeof recordSubmissionInput>;

export const changeSubmissionInput = z.strictObject({
  submissionId: rowId,
  version: rowVersion,
  submittedOn: calendarDay,
  status: z.enum(submissionStatuses, 'Choose what the acquirer answered.'),
  receipt,
  note,
});
export type ChangeSubmissionInput = z.infer<typeof changeSubmissionInput>;
