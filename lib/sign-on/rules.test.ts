import { describe, expect, it } from 'vitest';
import {
  deriveRole,
  domainOf,
  emailIn,
  isAskedAnew,
  isEmailVerified,
  isFactorMissing,
  lacksRole,
  nameIn,
  type ProviderAnswer,
  type SignOnPolicy,
  whatEmailLacks,
} from './rules';

const answer = (claims: Record<string, unknown>, more: Partial<ProviderAnswer> = {}): ProviderAnswer => ({
  issuer: 'https://login.example.com',
  subject: 'ada',
  claims,
  acr: null,
  amr: [],
  authenticatedAt: null,
  ...more,
});

const policy: SignOnPolicy = {
  roleClaim: 'groups',
  roleRules: [
    { value: 'admins', role: 'ADMINISTRATOR' },
    { value: 'readers', role: 'MANAGER' },
  ],
  withoutRole: 'KEEP',
  secondFactor: 'OURS',
  acr: null,
  amr: [],
};

describe('a name', () => {
  it('is one line without what nobody could type, and none at all rather than an empty one', () => {
    expect(nameIn(answer({ name: ' Ada\u0000Lovelace\r\n' }))).toBe('Ada Lovelace');
    for (const name of ['', ' \u202e ', '\u200b', 42, undefined]) expect(nameIn(answer({ name }))).toBeNull();
    const cut = nameIn(answer({ name: `${'a'.repeat(119)}😀` }));
    expect(cut?.isWellFormed()).toBe(true);
  });
});

describe('an address', () => {
  it('has the domain behind its last @', () => {
    expect(domainOf('ada@Example.COM')).toBe('example.com');
    expect(domainOf('"ada@evil.example"@example.com')).toBe('example.com');
    for (const none of ['', 'ada', '@example.com', 'ada@']) expect(domainOf(none)).toBeNull();
  });

  it('is verified only by the word true, and by xms_edov of Microsoft’s own issuer', () => {
    expect(isEmailVerified(answer({ email_verified: true }))).toBe(true);
    for (const said of [undefined, false, 'true', 1, 'false'])
      expect(isEmailVerified(answer({ email_verified: said })), String(said)).toBe(false);
    const entra = { issuer: 'https://login.microsoftonline.com/tenant/v2.0' };
    for (const said of [true, 1, '1', 'true']) {
      expect(isEmailVerified(answer({ xms_edov: said }, entra))).toBe(true);
      expect(isEmailVerified(answer({ xms_edov: said }))).toBe(false);
    }
    expect(isEmailVerified(answer({ xms_edov: false }, entra))).toBe(false);
    const looksLike = { issuer: 'https://login.microsoftonline.com.evil.example' };
    expect(isEmailVerified(answer({ xms_edov: true }, looksLike))).toBe(false);
  });

  it('is one as accounts have it, and no list, header or quotation', () => {
    expect(emailIn(answer({ email: ' Ada@Example.com ' }))).toBe('ada@example.com');
    for (const email of [
      'ada@example.com,eve@example.com',
      'ada@evil.example,@example.com',
      'ada\r\nbcc: eve@example.com',
      '"ada@evil.example"@example.com',
      'Ada <ada@example.com>',
      'a da@example.com',
      `${'a'.repeat(250)}@example.com`,
      42,
    ])
      expect(emailIn(answer({ email })), String(email)).toBeNull();
  });

  it('must be there, verified and of a proven domain', () => {
    const domains = ['example.com'];
    const lack = (claims: Record<string, unknown>) => whatEmailLacks(answer(claims), domains);
    expect(lack({})).toBe('EMAIL_MISSING');
    expect(lack({ email: ['ada@example.com'], email_verified: true })).toBe('EMAIL_MISSING');
    expect(lack({ email: 'ada@example.com' })).toBe('EMAIL_NOT_VERIFIED');
    expect(lack({ email: 'ada@other.example', email_verified: true })).toBe('FOREIGN_DOMAIN');
    expect(lack({ email: 'ada@EXAMPLE.com', email_verified: true })).toBeNull();
  });
});

describe('a role', () => {
  it('is the first whose value the claim has, as a text or in a list', () => {
    expect(deriveRole(policy, answer({ groups: ['readers', 'admins'] }))).toBe('ADMINISTRATOR');
    expect(deriveRole(policy, answer({ groups: 'readers' }))).toBe('MANAGER');
    for (const groups of [undefined, [], 'Admins', 'admins,readers', { admins: true }, [['admins']], 1])
      expect(deriveRole(policy, answer({ groups })), JSON.stringify(groups)).toBeNull();
    expect(deriveRole({ ...policy, roleClaim: null }, answer({ groups: 'admins' }))).toBeNull();
    expect(deriveRole({ ...policy, roleClaim: 'constructor' }, answer({}))).toBeNull();
  });

  it('is lacking only where the organization refuses whoever has none', () => {
    expect(lacksRole(policy, null)).toBe(false);
    expect(lacksRole({ ...policy, withoutRole: 'REFUSE' }, null)).toBe(true);
    expect(lacksRole({ ...policy, withoutRole: 'REFUSE' }, 'MANAGER')).toBe(false);
    expect(lacksRole({ ...policy, withoutRole: 'REFUSE', roleClaim: null }, null)).toBe(false);
  });
});

describe('the provider’s second factor', () => {
  it('is demanded as the organization says, and not where ours is asked for', () => {
    const theirs = { ...policy, secondFactor: 'PROVIDER' };
    expect(isFactorMissing(policy, answer({}))).toBe(false);
    expect(isFactorMissing(theirs, answer({}))).toBe(false);
    expect(isFactorMissing({ ...theirs, amr: ['mfa', 'hwk'] }, answer({}, { amr: ['pwd'] }))).toBe(true);
    expect(isFactorMissing({ ...theirs, amr: ['mfa', 'hwk'] }, answer({}, { amr: ['hwk'] }))).toBe(false);
    expect(isFactorMissing({ ...theirs, acr: 'high' }, answer({}, { acr: 'low' }))).toBe(true);
    expect(isFactorMissing({ ...theirs, acr: 'high' }, answer({ acr: 'high' }))).toBe(true);
    expect(isFactorMissing({ ...theirs, acr: 'high' }, answer({}, { acr: 'high' }))).toBe(false);
  });

  it('and the asking anew is measured from the start of the round trip, half a minute apart at most', () => {
    const startedAt = new Date('2026-11-29T10:00:00Z');
    const at = (text: string) => isAskedAnew(answer({}, { authenticatedAt: new Date(text) }), startedAt);
    expect(isAskedAnew(answer({}), startedAt)).toBe(false);
    expect(at('2026-11-29T09:59:29Z')).toBe(false);
    expect(at('2026-11-29T09:59:30Z')).toBe(true);
    expect(at('2026-11-29T10:02:00Z')).toBe(true);
  });
});
