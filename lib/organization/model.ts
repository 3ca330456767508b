import { z } from 'zod';
import { type Role, roles } from '@/lib/access/model';
import { confirmationFields, emailAddress, newPassword, personName } from '@/lib/person/model';
import { optionalCalendarDay, requiredLine, rowId, rowVersion } from '@/lib/platform/parse';
import { reachExtents } from './policy';

function isTimeZone(value: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: value });
    return true;
  } catch {
    return false;
  }
}

/** "berlin" → "Europe/Berlin": what somebody types who knows the city and not the list. */
function zoneOf(typed: string): string {
  if (isTimeZone(typed)) return typed;
  const city = typed.trim().toLowerCase().replaceAll(' ', '_');
  const zones = Intl.supportedValuesOf('timeZone').filter((zone) => zone.toLowerCase().endsWith(`/${city}`));
  return zones.length === 1 ? (zones[0] ?? typed) : typed;
}

export const timeZone = z
  .string()
  .max(64)
  .transform(zoneOf)
  .refine(isTimeZone, 'Choose a time zone from the list, for example Europe/Berlin.');
export const countryCode = z.string().regex(/^[A-Z]{2}$/, 'Choose a country from the list.');

export const setUpInput = z
  .strictObject({
    token: z
      .string()
      .min(1, 'Open the address that the terminal printed; it carries a one-time token.')
      .max(200),
    organizationName: requiredLine(120, 'the name of your organization'),
    timeZone,
    country: countryCode,
    name: personName,
    email: emailAddress,
    password: newPassword,
    passwordAgain: z.string().max(1000),
  })
  .refine((input) => input.password === input.passwordAgain, {
    path: ['passwordAgain'],
    message: 'The two passwords differ.',
  });
export type SetUpInput = z.infer<typeof setUpInput>;

export const organizationInput = z.strictObject({
  name: requiredLine(120, 'the name of your organization'),
  timeZone,
  country: countryCode,
  version: rowVersion,
});

/** Which mails somebody wants, for themselves. */
export const renewalMailsInput = z.strictObject({
  renewalMails: z
    .enum(['on', 'off'], 'Choose whether the mails come.')
    .transform((choice) => choice === 'on'),
});

/** A role, and for an assessor what they see and until when; the other roles leave these fields alone. */
const roleFields = {
  role: z.enum(roles, 'Choose a role.'),
  extent: z.enum(reachExtents, 'Choose what they see.').default('ALL'),
  integrationIds: z.array(rowId).max(200, 'Choose at most 200 integrations.').default([]),
  accessUntil: optionalCalendarDay.default(null),
};

export const invitationInput = z.strictObject({
  name: personName,
  email: emailAddress,
  ...roleFields,
  ...confirmationFields,
});

export const acceptInvitationInput = z.strictObject({
  token: z.string().min(1).max(200),
  password: z.string().min(1, 'Enter a password.').max(1000),
  passwordAgain: z.string().max(1000).default(''),
});

export const roleInput = z.strictObject({
  membershipId: z.uuid(),
  ...roleFields,
  ...confirmationFields,
});

export const renameMemberInput = z.strictObject({
  membershipId: z.uuid(),
  name: personName,
  ...confirmationFields,
});

export const enableMemberInput = z.strictObject({ membershipId: z.uuid(), ...confirmationFields });
export const liftLockInput = z.strictObject({ membershipId: z.uuid(), ...confirmationFields });

export const endSessionsInput = z.strictObject({ membershipId: z.uuid(), ...confirmationFields });

export const endMembershipInput = z.strictObject({ membershipId: z.uuid(), ...confirmationFields });

export const resetSecondFactorInput = z.strictObject({ membershipId: z.uuid(), ...confirmationFields });

export const secondFactorPolicyInput = z.strictObject({
  required: z.enum(['yes', 'no']).transform((value) => value === 'yes'),
  ...confirmationFields,
});

export const idleChoices = [5, 10, 15] as const;
export const hourChoices = [1, 2, 4, 8, 12] as const;

function oneOf(choices: readonly number[], words: string) {
  return z.coerce.number().refine((value) => choices.includes(value), words);
}

export const sessionPolicyInput = z.strictObject({
  idleMinutes: oneOf(idleChoices, 'Choose 5, 10 or 15 minutes.'),
  sessionHours: oneOf(hourChoices, 'Choose 1, 2, 4, 8 or 12 hours.'),
  ...confirmationFields,
});

export const signerPolicyInput = z.strictObject({
  separateSigner: z
    .enum(['AUTO', 'YES', 'NO'], 'Choose one.')
    .transform((value) => (value === 'AUTO' ? null : value === 'YES')),
  ...confirmationFields,
});

export const planPolicyInput = z.strictObject({
  asksPlan: z.enum(['YES', 'NO'], 'Choose one.').transform((value) => value === 'YES'),
  ...confirmationFields,
});

export const evidencePolicyInput = z.strictObject({
  evidenceKeepMonths: z.coerce
    .number('Enter a number of months.')
    .int('Enter whole months.')
    .min(12, 'Evidence is kept for 12 months at least.')
    .max(240, 'Enter 240 months at most.'),
  evidenceMaxMib: z.preprocess(
    (value) => (value === '' ? null : value),
    z.coerce
      .number('Enter a number of MB.')
      .int('Enter whole MB.')
      .min(1, 'Enter 1 MB at least.')
      .max(1_000_000)
      .nullable(),
  ),
  ...confirmationFields,
});

/** How long an invitation link works, in days. */
export const invitationDays = 7;

/** What a member signs in with beside the password, or in its place. */
export const secondFactorNames = {
  APP: 'Authenticator app',
  PASSKEY: 'Passkey',
  APP_AND_PASSKEY: 'Authenticator app and passkey',
} as const;

export type MemberView = {
  membershipId: string;
  userId: string;
  name: string;
  email: string;
  role: Role;
  reach: ReachView;
  since: string;
  /** When they last did something here; null for somebody who never signed in. */
  lastSeenAt: string | null;
  /** The account is off, because nobody used it for 90 days; or goes off within a fortnight. */
  idle: 'OFF' | 'SOON' | null;
  /** Until when passwords and codes wait after ten failures (8.3.4); null where they do not. */
  lockedUntil: string | null;
  /** A program: it acts with keys and never signs in. */
  isService: boolean;
  isYou: boolean;
  secondFactor: keyof typeof secondFactorNames | null;
};

/** What a member sees of the organization beside the role, and until when. */
export type ReachView = {
  /** Null: everything that the role opens. */
  integrations: { integrationId: string; name: string }[] | null;
  accessUntil: string | null;
  hasEnded: boolean;
};

export type InvitationView = {
  invitationId: string;
  name: string;
  email: string;
  role: Role;
  expiresAt: string;
};

export type OrganizationView = {
  organizationId: string;
  name: string;
  timeZone: string;
  country: string;
  isSample: boolean;
  secondFactorRequired: boolean;
  idleMinutes: number;
  sessionHours: number;
  separateSigner: boolean | null;
  asksPlan: boolean;
  evidenceKeepMonths: number;
  evidenceMaxMib: number | null;
  /** Members who prepare attestations. */
  officers: number;
  version: number;
};
