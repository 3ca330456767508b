import type { Role } from '@/lib/access/model';
import { emailAddress, personName } from '@/lib/person/model';
import type { Refusal, RoleRule } from './model';

/** What the provider says about a person: its signed claims, completed by its user information. */
export type ProviderAnswer = {
  issuer: string;
  subject: string;
  /** Of the signed token and, where it lacks them, of the user information. */
  claims: Readonly<Record<string, unknown>>;
  /** How the person was asked; of the signed token alone. */
  acr: string | null;
  amr: readonly string[];
  authenticatedAt: Date | null;
};

export type SignOnPolicy = {
  roleClaim: string | null;
  roleRules: readonly RoleRule[];
  withoutRole: string;
  secondFactor: string;
  acr: string | null;
  amr: readonly string[];
};

/** The part behind the last @, or null. */
export function domainOf(email: string): string | null {
  const at = email.lastIndexOf('@');
  return at > 0 && at < email.length - 1 ? email.slice(at + 1).toLowerCase() : null;
}

/** The address in the claims, as accounts carry it. */
export function emailIn({ claims }: ProviderAnswer): string | null {
  return emailAddress.safeParse(claims.email).data ?? null;
}

/** A name of one line, without what would not be let through by hand. */
export function nameIn({ claims }: ProviderAnswer): string | null {
  const { name } = claims;
  if (typeof name !== 'string') return null;
  const line = name
    .toWellFormed()
    .normalize()
    .replace(/[\p{Cc}\p{Cf}]/gu, ' ')
    .trim()
    .slice(0, 120);
  return personName.safeParse(line).data ?? null;
}

/**
 * Whether the provider vouches for the address. Microsoft Entra ID never sends email_verified; it says in xms_edov that
 * the owner of the domain was verified, and that is believed of its own issuer alone.
 */
export function isEmailVerified({ claims, issuer }: ProviderAnswer): boolean {
  if (claims.email_verified === true) return true;
  const isEntra = new URL(issuer).hostname === 'login.microsoftonline.com';
  const said = claims.xms_edov;
  return isEntra && (said === true || said === 1 || said === '1' || said === 'true');
}

/** What the address of somebody who comes for the first time lacks; null when nothing. */
export function whatEmailLacks(answer: ProviderAnswer, domains: readonly string[]): Refusal | null {
  const email = emailIn(answer);
  if (!email) return 'EMAIL_MISSING';
  if (!isEmailVerified(answer)) return 'EMAIL_NOT_VERIFIED';
  return domains.includes(domainOf(email) ?? '') ? null : 'FOREIGN_DOMAIN';
}

/** The role that the first fitting rule gives, or null. A claim may be a text or a list of them. */
export function deriveRole(policy: SignOnPolicy, answer: ProviderAnswer): Role | null {
  if (!policy.roleClaim) return null;
  const claim = Object.hasOwn(answer.claims, policy.roleClaim) ? answer.claims[policy.roleClaim] : undefined;
  const values = new Set([claim].flat().filter((value) => typeof value === 'string'));
  return policy.roleRules.find((rule) => values.has(rule.value))?.role ?? null;
}

/** Whether a role must come from the claim and does not. */
export function lacksRole(policy: SignOnPolicy, role: Role | null): boolean {
  return policy.roleClaim !== null && policy.withoutRole === 'REFUSE' && role === null;
}

/** Whether the provider asked for a second factor, as the organization demands it to. */
export function isFactorMissing(policy: SignOnPolicy, answer: ProviderAnswer): boolean {
  if (policy.secondFactor !== 'PROVIDER') return false;
  if (policy.acr !== null && answer.acr !== policy.acr) return true;
  return policy.amr.length > 0 && !policy.amr.some((method) => answer.amr.includes(method));
}

/** A clock at the provider may be this much behind ours. */
const CLOCKS_DIFFER_MS = 30_000;

/** Whether the person was asked who they are after the round trip began, and not waved through. */
export function isAskedAnew(answer: ProviderAnswer, startedAt: Date): boolean {
  return (
    answer.authenticatedAt !== null &&
    answer.authenticatedAt.getTime() >= startedAt.getTime() - CLOCKS_DIFFER_MS
  );
}
