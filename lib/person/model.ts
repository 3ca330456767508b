import { z } from 'zod';
import { requiredLine, rowId } from '@/lib/platform/parse';

/** 8.3.6: at least 12 characters with letters and digits. */
export const newPassword = z
  .string()
  .max(128, 'Use at most 128 characters.')
  .refine((value) => [...value].length >= 12, 'Use at least 12 characters.')
  .refine((value) => /\p{L}/u.test(value), 'Add at least one letter.')
  .refine((value) => /\p{Nd}/u.test(value), 'Add at least one digit.');

export const emailAddress = z
  .string()
  .trim()
  .toLowerCase()
  .max(254, 'Use at most 254 characters.')
  .pipe(z.email('Enter an e-mail address such as name@example.com.'));

export const personName = requiredLine(120, 'a name');

export const changePasswordInput = z.strictObject({
  currentPassword: z.string().min(1, 'Enter your current password.').max(1000),
  newPassword,
});

/** The one session to end; all but the current one when it is left out. */
export const revokeSessionsInput = z.strictObject({ sessionId: rowId.optional() });

/** A session of one's own, as the account page lists it. */
export type SessionView = {
  id: string;
  startedAt: string;
  lastSeenAt: string;
  userAgent: string;
  isCurrent: boolean;
};
