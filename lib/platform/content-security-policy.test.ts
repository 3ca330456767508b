import { describe, expect, test } from 'vitest';
import { contentSecurityPolicy } from './content-security-policy';

const production = contentSecurityPolicy({ nonce: 'abc', isDevelopment: false, isSecure: true });

describe('the content security policy of a production page', () => {
  test('lets no inline and no evaluated code run', () => {
    expect(production).not.toMatch(/unsafe-(inline|eval|hashes)/);
    expect(production).toContain("script-src 'self' 'nonce-abc' 'strict-dynamic';");
    expect(production).toContain("require-trusted-types-for 'script'");
  });

  test.each(["object-src 'none'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'"])(
    'says %s',
    (directive) => {
      expect(production.split('; ')).toContain(directive);
    },
  );

  test('asks for https only where the site has it', () => {
    expect(production).toContain('upgrade-insecure-requests');
    expect(contentSecurityPolicy({ nonce: 'abc', isDevelopment: false, isSecure: false })).not.toContain(
      'upgrade-insecure-requests',
    );
  });
});
