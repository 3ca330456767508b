import { z } from 'zod';
import { type Role, roles } from '@/lib/access/model';
import { confirmationFields, emailAddress } from '@/lib/person/model';
import { AppError, type ErrorCode } from '@/lib/platform/errors';
import { lineText, requiredLine, rowId } from '@/lib/platform/parse';

/** How long a token of an identity provider works, in days, and how many there may be: the old and the new one. */
export const tokenDays = 365;
export const tokensAtMost = 2;

export type ScimType =
  | 'invalidFilter'
  | 'invalidPath'
  | 'invalidValue'
  | 'invalidSyntax'
  | 'noTarget'
  | 'uniqueness'
  | 'mutability';

/** A refusal with SCIM's own word for it (RFC 7644, 3.12). */
export class ScimProblem extends AppError {
  readonly scimType: ScimType;

  constructor(code: ErrorCode, detail: string, scimType: ScimType) {
    super(code, detail);
    this.name = 'ScimProblem';
    this.scimType = scimType;
  }
}

// Entra sends "True" and "False" as text.
const truth = z
  .union([
    z.boolean(),
    z
      .string()
      .transform((text) => text.toLowerCase())
      .pipe(z.enum(['true', 'false']))
      .transform((text) => text === 'true'),
  ])
  .default(true);
const name = lineText(120)
  .nullish()
  .transform((value) => value ?? '');
const externalId = lineText(200)
  .nullish()
  .transform((value) => value || null);

const email = z.object({
  value: z.string().nullish(),
  type: z.string().nullish(),
  primary: truth.nullish(),
});

/** A user as identity providers send it; what is not kept here was dropped before. */
export const scimUser = z
  .object({
    userName: requiredLine(254, 'a userName'),
    externalId,
    displayName: name,
    name: z.object({ formatted: name, givenName: name, familyName: name }).nullish(),
    emails: z.array(email).max(20).nullish(),
    active: truth,
  })
  .transform(({ name: names, emails, ...user }) => ({
    ...user,
    formatted: names?.formatted ?? '',
    givenName: names?.givenName ?? '',
    familyName: names?.familyName ?? '',
    email: addressOf(emails ?? [], user.userName),
  }));
export type ScimUser = z.infer<typeof scimUser>;

/** The primary address, else the one at work, else the first; else a userName that is one. Null where there is none. */
function addressOf(emails: readonly z.infer<typeof email>[], userName: string): string | null {
  const filled = emails.filter(({ value }) => value);
  const chosen =
    filled.find(({ primary }) => primary === true) ??
    filled.find(({ type }) => type?.toLowerCase() === 'work') ??
    filled[0];
  return emailAddress.safeParse(chosen?.value ?? userName).data ?? null;
}

export const scimGroup = z.object({
  displayName: requiredLine(200, 'a displayName'),
  externalId,
  members: z
    .array(z.object({ value: z.string() }))
    .max(10_000)
    .nullish()
    .transform((members) => [...new Set((members ?? []).map(({ value }) => value))]),
});
export type ScimGroup = z.infer<typeof scimGroup>;

/** The body of a PATCH. The operations' own names were made ours before, their values not yet. */
export const scimPatch = z.object({
  Operations: z
    .array(
      z.object({
        op: z
          .string()
          .transform((op) => op.toLowerCase())
          .pipe(z.enum(['add', 'replace', 'remove'])),
        path: z.string().max(1_000).optional(),
        value: z.json().optional(),
      }),
    )
    .min(1)
    .max(1_000),
});

export const provisioningInput = z.strictObject({
  defaultRole: z.enum(roles, 'Choose a role.'),
  ...confirmationFields,
});

export const groupRoleInput = z.strictObject({
  groupId: rowId,
  role: z.union([z.literal('').transform(() => null), z.enum(roles, 'Choose a role.')]),
  ...confirmationFields,
});

export const revokeTokenInput = z.strictObject({ tokenId: rowId, ...confirmationFields });

export type TokenView = {
  tokenId: string;
  createdAt: string;
  createdByName: string;
  expiresAt: string;
  lastUsedAt: string | null;
  lastUsedFrom: string | null;
};

export type GroupView = { groupId: string; displayName: string; memberCount: number; role: Role | null };

export type ProvisioningView = {
  domains: string[];
  defaultRole: Role;
  tokens: TokenView[];
  groups: GroupView[];
};
