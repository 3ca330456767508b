import { z } from 'zod';
import { requiredLine, rowId, tickBox } from '@/lib/platform/parse';

/** As lib/access/password.ts hashes it: what looks alike counts alike, on every keyboard. */
const charactersOf = (password: string) => [...password.normalize('NFKC')].length;

/** 8.3.6: at least 12 characters with letters and digits. */
export const newPassword = z
  .string()
  .max(1000, 'Use at most 128 characters.')
  .refine((value) => charactersOf(value) <= 128, 'Use at most 128 characters.')
  .refine((value) => charactersOf(value) >= 12, 'Use at least 12 characters.')
  .refine((value) => /\p{L}/u.test(value), 'Add at least one letter.')
  .refine((value) => /\p{Nd}/u.test(value), 'Add at least one digit.');

export const emailAddress = z
  .string()
  .trim()
  .toLowerCase()
  .max(254, 'Use at most 254 characters.')
  .pipe(z.email('Enter an e-mail address such as name@example.com.'));

export const personName = requiredLine(120, 'a name');

/** What a passkey has signed, with the offer that it was asked with. */
export const passkeyProof = z.strictObject({ offer: z.string().max(500), response: z.string().max(12_000) });

const passwordAgain = {
  password: z.string().min(1, 'Enter your password.').max(1000),
  /** Not there where the form showed no field for it. A field that is shown is filled, also while an earlier code still counts. */
  code: z
    .string()
    .trim()
    .min(1, 'Enter the code that is asked for.')
    .max(64, 'A code is shorter than this.')
    .default(''),
};

const signedProof = z.string().max(16_000);

/**
 * What somebody gives once more before an act that binds: the password, and a code where one is asked for; or what a passkey
 * has signed, and then the password says no more than that.
 */
export const confirmationFields = { ...passwordAgain, passkey: signedProof.default('') };
export type GivenAgain = { password: string; code: string; passkey: string };

/** Any text: what is no address belongs to nobody, and the answer is the same. */
export const askResetInput = z.strictObject({
  email: z.string().trim().min(1, 'Enter your e-mail address.').max(254),
});

export const resetPasswordInput = z
  .strictObject({ token: z.string().max(100), password: newPassword, passwordAgain: z.string().max(1000) })
  .refine((input) => input.password === input.passwordAgain, {
    path: ['passwordAgain'],
    message: 'The two passwords differ.',
  });

export const setUpAuthenticatorInput = z.strictObject({
  offer: z.string().max(500),
  /** The form was made for somebody who had no app yet. */
  isFirst: tickBox,
  newCode: z.string().trim().min(1, 'Enter the six digits that the app shows.').max(64),
  password: z.string().max(1000).optional(),
  code: z.string().max(64).default(''),
  passkey: signedProof.default(''),
});

/** A code, or what a passkey has signed in its place. */
export const secondFactorInput = z
  .strictObject({ code: z.string().trim().max(64).default(''), passkey: signedProof.default('') })
  .refine(({ code, passkey }) => code !== '' || passkey !== '', {
    path: ['code'],
    message: 'Enter the code.',
  });

export const confirmationInput = z.strictObject(confirmationFields);

/** The same for a file that is fetched afterwards, from this address. */
export const confirmedExportInput = z.strictObject({ ...confirmationFields, address: z.string().max(3_000) });

/** Whoever changes the password knows it: no passkey stands for it here. */
export const changePasswordInput = z.strictObject({
  ...passwordAgain,
  newPassword,
});

/** The one session to end; all but the current one when it is left out. */
export const revokeSessionsInput = z.strictObject({
  ...confirmationFields,
  sessionId: rowId.optional(),
});

export const addPasskeyInput = z.strictObject({
  offer: z.string().max(500),
  response: z.string().max(12_000),
  label: requiredLine(60, 'a name for it, for example the device'),
});

export const removePasskeyInput = z.strictObject({ passkeyId: rowId, ...confirmationFields });

/** A passkey of one's own, as the account page lists it. */
export type PasskeyView = { passkeyId: string; label: string; addedAt: string; lastUsedAt: string | null };

/** One's own second factor. */
export type SecondFactorView = {
  /** When the authenticator app was set up; null without one. */
  appSince: string | null;
  passkeys: number;
  recoveryCodesLeft: number;
};

/** A session of one's own, as the account page lists it. */
export type SessionView = {
  id: string;
  startedAt: string;
  lastSeenAt: string;
  userAgent: string;
  isCurrent: boolean;
};

/** After so many days without a sign-in an account is off (8.2.6), and so many before that its owner is told. */
export const idleDays = 90;
export const idleWarningDays = 14;
