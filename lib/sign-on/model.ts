import type { Role } from '@/lib/access/model';

export const signOnModes = ['OFF', 'OFFERED', 'REQUIRED'] as const;
/** OFF: configured at most. OFFERED: beside password and passkey. REQUIRED: instead of them. */
export type SignOnMode = (typeof signOnModes)[number];

/** Whoever has this value in the claim has this role. */
export type RoleRule = { value: string; role: Role };

/** Why a sign-on was refused, for the audit log and the administrator's test. Strangers read none of it. */
export const refusals = {
  INVALID_ANSWER: 'the provider’s answer did not pass the checks',
  PROVIDER_ERROR: 'the provider answered with an error',
  UNREACHABLE: 'the provider could not be reached',
  EMAIL_MISSING: 'the provider gave no e-mail address',
  EMAIL_NOT_VERIFIED: 'the provider does not say that the e-mail address is verified',
  FOREIGN_DOMAIN: 'the e-mail address is not of a proven domain',
  UNKNOWN_PERSON: 'nobody here has this e-mail address',
  NOT_A_MEMBER: 'this person is not a member',
  DEACTIVATED: 'this account is deactivated',
  OTHER_IDENTITY: 'this account is linked to another person at the provider',
  NO_ROLE: 'no value of the claim gives a role',
  NO_SECOND_FACTOR: 'the provider does not say that it asked for the second factor',
  NOT_ASKED_ANEW: 'the provider did not ask the person anew',
  TURNED_OFF: 'single sign-on is turned off',
} as const;
export type Refusal = keyof typeof refusals;

export type SignOnDomainView = {
  domainId: string;
  domain: string;
  record: { name: string; value: string };
  verifiedAt: string | null;
  verifiedBy: 'DNS' | 'ADMINISTRATOR' | null;
};

export type SignOnAdministratorView = {
  membershipId: string;
  name: string;
  mayUsePassword: boolean;
  passwordUsedAt: string | null;
};

export type SignOnIdentityView = {
  identityId: string;
  name: string;
  email: string;
  linkedAt: string;
  lastUsedAt: string | null;
};

export type SignOnProviderView = {
  issuer: string;
  clientId: string;
  roleClaim: string;
  roleRules: readonly RoleRule[];
  withoutRole: 'KEEP' | 'REFUSE';
  joinsAtOnce: boolean;
  defaultRole: Role;
  secondFactor: 'OURS' | 'PROVIDER';
  acr: string;
  amr: string;
  version: number;
  testedAt: string | null;
};

export type SignOnView = {
  mode: SignOnMode;
  isSample: boolean;
  /** The organization is alone on its instance, so that its administrator's word about a domain counts. */
  isAlone: boolean;
  provider: SignOnProviderView | null;
  domains: SignOnDomainView[];
  administrators: SignOnAdministratorView[];
  identities: SignOnIdentityView[];
};

/** What an administrator reads after a test; it is shown once and kept nowhere. */
export type SignOnTestView = {
  claims: { name: string; value: string }[];
  role: Role | null;
  problems: string[];
  isFit: boolean;
};
