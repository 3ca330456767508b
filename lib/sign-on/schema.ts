import { z } from 'zod';
import { roles } from '@/lib/access/model';
import { confirmationFields, type GivenAgain } from '@/lib/person/model';
import { lineText, longText, requiredLine, rowId, rowVersion, tickBox } from '@/lib/platform/parse';
import { signOnModes } from './model';

const roleRule = z.strictObject({ value: z.string(), role: z.enum(roles) });
export const roleRules = z.array(roleRule);

/** The address that the provider calls itself. People often have that of its description instead. */
const issuer = requiredLine(500, 'the address of your provider')
  .transform((value) => value.replace(/\/\.well-known\/openid-configuration\/?$/, ''))
  .refine((value) => {
    try {
      const url = new URL(value);
      return url.search === '' && url.hash === '' && !/[{}]/.test(value);
    } catch {
      return false;
    }
  }, 'Enter the full address, for example https://login.example.com');

export const providerInput = z.strictObject({
  issuer,
  clientId: requiredLine(300, 'the client id'),
  /** Empty: the one that is kept stays. */
  clientSecret: lineText(500),
  ...confirmationFields,
});
export type ProviderInput = Omit<z.infer<typeof providerInput>, keyof GivenAgain>;

const lines = longText(4000).transform((text) => [
  ...new Set(
    text
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
  ),
]);

export const signOnPolicyInput = z
  .strictObject({
    roleClaim: lineText(120),
    ADMINISTRATOR: lines,
    COMPLIANCE_OFFICER: lines,
    CONTROL_OWNER: lines,
    MANAGER: lines,
    ASSESSOR: lines,
    withoutRole: z.enum(['KEEP', 'REFUSE'], 'Choose what happens.'),
    joinsAtOnce: tickBox,
    defaultRole: z.enum(roles, 'Choose a role.'),
    secondFactor: z.enum(['OURS', 'PROVIDER'], 'Choose who asks.'),
    acr: lineText(300),
    amr: lineText(300),
    version: rowVersion,
    ...confirmationFields,
  })
  .refine((input) => input.roleClaim !== '' || roles.every((role) => input[role].length === 0), {
    path: ['roleClaim'],
    message: 'Enter the claim that carries these values.',
  });
export type SignOnPolicyInput = Omit<z.infer<typeof signOnPolicyInput>, keyof GivenAgain>;

export const signOnModeInput = z.strictObject({ mode: z.enum(signOnModes), ...confirmationFields });

export const emailDomain = lineText(253)
  .transform((value) => value.toLowerCase().replace(/^@/, '').replace(/\.$/, ''))
  .refine(
    (value) => /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])$/.test(value),
    'Enter a domain such as example.com.',
  );

export const domainInput = z.strictObject({ domain: emailDomain, ...confirmationFields });
export const domainIdInput = z.strictObject({ domainId: rowId, ...confirmationFields });
export const passwordWayInput = z.strictObject({
  membershipId: rowId,
  allowed: z.enum(['yes', 'no']).transform((value) => value === 'yes'),
  ...confirmationFields,
});
export const unlinkInput = z.strictObject({ identityId: rowId, ...confirmationFields });

/** What a stranger may ask: a domain, never a person. */
export const startSignOnInput = z.strictObject({
  email: z.string().trim().toLowerCase().max(254),
  next: z.string().max(2000),
});

/** What comes back from the provider with the browser. */
export const answerInput = z.strictObject({ query: z.string().max(8000) });
