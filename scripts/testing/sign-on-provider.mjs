// A real OpenID Connect provider (npm oidc-provider) on this machine, for tests of single sign-on.
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import Provider from 'oidc-provider';

/**
 * @typedef {{ sub: string, email?: string, email_verified?: boolean, name?: string, groups?: string[] }} Person
 * @typedef {{ person: Person, amr?: string[], acr?: string }} Desk who answers the sign-in page
 */

/**
 * Starts the provider. `desk` says who signs in there when somebody comes; tests change it as they go.
 * @param {{ redirectUris: string[], person: Person }} settings
 */
export async function startSignOnProvider({ redirectUris, person }) {
  /** @type {Desk} */
  const desk = { person };
  /** @type {Map<string, Person>} */
  const people = new Map();
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (!address || typeof address === 'string') throw new Error('no port');
  const issuer = `http://127.0.0.1:${address.port}`;
  const client = { clientId: 'inplace', clientSecret: randomBytes(24).toString('base64url') };
  const provider = new Provider(issuer, settingsOf({ client, redirectUris, people, desk }));
  silence(provider);
  const answer = provider.callback();
  server.on('request', (request, response) => {
    if (!request.url?.startsWith('/interaction/')) return answer(request, response);
    people.set(desk.person.sub, desk.person);
    const login = {
      accountId: desk.person.sub,
      ...(desk.amr && { amr: desk.amr }),
      ...(desk.acr && { acr: desk.acr }),
    };
    return provider.interactionFinished(request, response, { login }, { mergeWithLastSubmission: false });
  });
  const close = async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  };
  return { issuer, ...client, desk, close };
}

function settingsOf({ client, redirectUris, people, desk }) {
  return {
    clients: [
      {
        client_id: client.clientId,
        client_secret: client.clientSecret,
        redirect_uris: redirectUris,
        grant_types: ['authorization_code'],
        response_types: ['code'],
      },
    ],
    cookies: { keys: [randomBytes(16).toString('hex')] },
    claims: {
      openid: ['sub', 'acr', 'amr', 'auth_time'],
      email: ['email', 'email_verified'],
      profile: ['name'],
      groups: ['groups'],
    },
    scopes: ['openid', 'email', 'profile', 'groups'],
    acrValues: ['urn:example:mfa'],
    features: { devInteractions: { enabled: false } },
    pkce: { required: () => true },
    interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_context, sub) => ({
      accountId: sub,
      claims: () => ({ ...(desk.person.sub === sub ? desk.person : people.get(sub)), sub }),
    }),
    async loadExistingGrant(context) {
      const grant = new context.oidc.provider.Grant({
        clientId: context.oidc.client.clientId,
        accountId: context.oidc.session.accountId,
      });
      grant.addOIDCScope('openid email profile groups');
      await grant.save();
      return grant;
    },
    ttl: {
      AccessToken: 300,
      AuthorizationCode: 60,
      IdToken: 300,
      Interaction: 600,
      Session: 3600,
      Grant: 3600,
    },
  };
}

function silence(provider) {
  provider.on('server_error', (_context, error) => {
    process.stderr.write(`${error.stack}\n`);
  });
}
