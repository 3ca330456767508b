import 'server-only';
import * as oidc from 'openid-client';
import { AppError } from '@/lib/platform/errors';
import { assertCallable, callOutside } from '@/lib/platform/outbound';
import { unseal } from '@/lib/platform/seal';
import type { Refusal } from '../model';
import type { ProviderAnswer } from '../rules';
import { type RoundTrip, redirectUri, roundTripSeconds } from './round-trip';

/** What client secrets are sealed for. */
export const sealedSecrets = 'sign-on client secret';

/** Signatures that are believed. Never "none", and none that shares a secret. */
const SIGNATURES = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
];

export type Provider = {
  organizationId: string;
  issuer: string;
  clientId: string;
  sealedSecret: string;
  roleClaim: string | null;
  acr: string | null;
  version: number;
};

/** A sign-on that must not go on. `detail` is for the administrator who tests; the audit log keeps the reason. */
export class SignOnRefused extends Error {
  readonly reason: Refusal;
  readonly detail: string;

  constructor(reason: Refusal, detail = '') {
    super(reason);
    this.name = 'SignOnRefused';
    this.reason = reason;
    this.detail = detail;
  }
}

const outside: oidc.CustomFetch = (address, options) =>
  callOutside(address, { ...options, signal: options.signal });

/**
 * Reads the provider's description of itself and checks what we rely on. Throws INVALID with words for the field
 * `issuer`.
 */
export async function discover(issuer: string): Promise<oidc.ServerMetadata> {
  try {
    const server = new URL(issuer);
    assertCallable(server);
    const found = await oidc.discovery(server, 'none', undefined, oidc.None(), {
      [oidc.customFetch]: outside,
      timeout: 10,
      execute: server.protocol === 'http:' ? [oidc.allowInsecureRequests] : [],
    });
    return checkedMetadata(issuer, found.serverMetadata());
  } catch (error) {
    if (error instanceof AppError) throw atIssuer(error.message);
    const cause = error instanceof Error && error.cause instanceof AppError ? error.cause.message : null;
    throw atIssuer(cause ?? `No provider answers there as it should: ${wordsOf(error)}`);
  }
}

function atIssuer(words: string): AppError {
  return new AppError('INVALID', undefined, { issuer: [words] });
}

function checkedMetadata(issuer: string, metadata: oidc.ServerMetadata): oidc.ServerMetadata {
  // The library lets some providers speak for many tenants under one address. One organization has one issuer.
  if (metadata.issuer.replace(/\/$/, '') !== issuer.replace(/\/$/, '')) {
    throw new AppError('INVALID', `The provider there calls itself ${metadata.issuer}. Enter that address.`);
  }
  for (const name of ['authorization_endpoint', 'token_endpoint', 'jwks_uri'] as const) {
    const address = metadata[name];
    if (!address) throw new AppError('INVALID', `The provider does not name its ${name}.`);
    assertCallable(new URL(address));
  }
  const signatures = metadata.id_token_signing_alg_values_supported ?? ['RS256'];
  const believed = SIGNATURES.filter((name) => signatures.includes(name));
  if (believed.length === 0)
    throw new AppError('INVALID', 'The provider signs in no way that Inplace takes.');
  return { ...metadata, id_token_signing_alg_values_supported: believed };
}

type Known = { config: oidc.Configuration; until: number };
/** Descriptions and keys are read again after ten minutes, and at once when the settings change. */
const known = new Map<string, Known>();
const KNOWN_FOR_MS = 10 * 60_000;
const KNOWN_AT_MOST = 200;

async function configurationOf(provider: Provider): Promise<oidc.Configuration> {
  const key = `${provider.organizationId} ${provider.version}`;
  const kept = known.get(key);
  if (kept && kept.until > Date.now()) return kept.config;
  const secret = unseal(sealedSecrets, provider.organizationId, provider.sealedSecret);
  if (secret === null) throw new Error('a client secret does not open: is DATA_KEY the one of then?');
  const metadata = await discover(provider.issuer);
  const methods = metadata.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
  const proof = methods.includes('client_secret_basic')
    ? oidc.ClientSecretBasic(secret)
    : oidc.ClientSecretPost(secret);
  const config = new oidc.Configuration(metadata, provider.clientId, undefined, proof);
  config[oidc.customFetch] = outside;
  config.timeout = 10;
  // The signature counts too, although the token comes straight from the provider.
  oidc.enableNonRepudiationChecks(config);
  if (provider.issuer.startsWith('http:')) oidc.allowInsecureRequests(config);
  const [oldest] = known.keys();
  if (known.size >= KNOWN_AT_MOST && oldest) known.delete(oldest);
  known.set(key, { config, until: Date.now() + KNOWN_FOR_MS });
  return config;
}

export type Departure = { url: string; state: string; nonce: string; verifier: string };

/** The provider's address for one sign-on: authorization code, PKCE, state and nonce. */
export async function authorizationUrl(
  provider: Provider,
  { loginHint, isAnew }: { loginHint: string | null; isAnew: boolean },
): Promise<Departure> {
  const config = await configurationOf(provider);
  const verifier = oidc.randomPKCECodeVerifier();
  const state = oidc.randomState();
  const nonce = oidc.randomNonce();
  const scopes = config.serverMetadata().scopes_supported ?? [];
  const url = oidc.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri(provider.organizationId),
    scope: ['openid', 'email', 'profile', ...(needsGroups(provider, scopes) ? ['groups'] : [])].join(' '),
    state,
    nonce,
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    ...(loginHint && { login_hint: loginHint }),
    ...(provider.acr && { acr_values: provider.acr }),
    ...(isAnew && { prompt: 'login', max_age: '0' }),
  });
  return { url: url.href, state, nonce, verifier };
}

function needsGroups(provider: Provider, scopes: readonly string[]): boolean {
  return provider.roleClaim === 'groups' && scopes.includes('groups');
}

/**
 * Exchanges what the browser brought back and checks the token: signature, issuer, audience, times, nonce. Throws
 * SignOnRefused.
 */
export async function readAnswer(
  provider: Provider,
  trip: RoundTrip,
  query: URLSearchParams,
): Promise<ProviderAnswer> {
  const callback = new URL(redirectUri(provider.organizationId));
  callback.search = query.toString();
  try {
    const config = await configurationOf(provider);
    const tokens = await oidc.authorizationCodeGrant(config, callback, {
      expectedState: query.get('state') ?? '',
      expectedNonce: trip.nonce,
      pkceCodeVerifier: trip.verifier,
      idTokenExpected: true,
      // Demands auth_time; how old it may be is measured against the start of this round trip.
      ...(trip.purpose === 'CONFIRM' && { maxAge: roundTripSeconds }),
    });
    const signed = tokens.claims();
    if (!signed) throw new SignOnRefused('INVALID_ANSWER', 'no id token');
    // By it the person is known from now on: one that is empty would be everybody's.
    if (signed.sub.trim() === '') throw new SignOnRefused('INVALID_ANSWER', 'an empty subject');
    const claims = await completed(config, provider, tokens.access_token, signed);
    return {
      issuer: signed.iss,
      subject: signed.sub,
      claims,
      acr: typeof signed.acr === 'string' ? signed.acr : null,
      amr: [signed.amr].flat().filter((method) => typeof method === 'string'),
      authenticatedAt: typeof signed.auth_time === 'number' ? new Date(signed.auth_time * 1000) : null,
    };
  } catch (error) {
    if (error instanceof SignOnRefused) throw error;
    throw refusalOf(error);
  }
}

/** Some providers keep the address and the groups out of the token; they are asked for them. */
async function completed(
  config: oidc.Configuration,
  { roleClaim }: Provider,
  accessToken: string,
  signed: oidc.IDToken,
): Promise<Record<string, unknown>> {
  const isWhole = signed.email !== undefined && (!roleClaim || Object.hasOwn(signed, roleClaim));
  if (isWhole || !config.serverMetadata().userinfo_endpoint) return { ...signed };
  const more = await oidc.fetchUserInfo(config, accessToken, signed.sub);
  return { ...more, ...signed };
}

function refusalOf(error: unknown): SignOnRefused {
  if (error instanceof oidc.AuthorizationResponseError || error instanceof oidc.ResponseBodyError) {
    const words = [error.error, error.error_description].filter(Boolean).join(': ');
    return new SignOnRefused('PROVIDER_ERROR', words);
  }
  if (error instanceof AppError) {
    return new SignOnRefused(
      'UNREACHABLE',
      Object.values(error.fieldErrors ?? {})
        .flat()
        .join(' ') || error.message,
    );
  }
  if (error instanceof oidc.WWWAuthenticateChallengeError) {
    return new SignOnRefused('PROVIDER_ERROR', 'it did not take our client id and secret');
  }
  const isAnswer = error instanceof oidc.ClientError;
  return new SignOnRefused(isAnswer ? 'INVALID_ANSWER' : 'UNREACHABLE', wordsOf(error));
}

function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const cause = error.cause instanceof Error ? ` (${error.cause.message})` : '';
  return `${error.message}${cause}`.slice(0, 300);
}
