// A provider that answers with whatever a test tells it to, signed with real keys: what a broken or hostile one could send.
import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';

const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Starts it. `answer` makes the id token from the claims that would be right. */
export async function startRogueProvider() {
  const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const others = generateKeyPairSync('rsa', { modulusLength: 2048 });
  /** @type {{ tokenRequests: URLSearchParams[], discoveries: number }} */
  const seen = { tokenRequests: [], discoveries: 0 };
  /** @type {{ idToken: () => string | null, metadata: Record<string, unknown> }} */
  const script = { idToken: () => null, metadata: {} };
  const server = createServer((request, response) => {
    void answer(request, response);
  });
  const answer = async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const json = (status, value) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(value));
    };
    const { pathname } = new URL(request.url ?? '/', issuer);
    if (pathname === '/.well-known/openid-configuration') {
      seen.discoveries += 1;
      return json(200, {
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/jwks`,
        response_types_supported: ['code'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: ['RS256', 'HS256', 'none'],
        ...script.metadata,
      });
    }
    if (pathname === '/jwks') {
      return json(200, {
        keys: [{ ...keys.publicKey.export({ format: 'jwk' }), kid: 'one', use: 'sig', alg: 'RS256' }],
      });
    }
    if (pathname === '/token') {
      seen.tokenRequests.push(new URLSearchParams(body));
      const idToken = script.idToken();
      return json(200, {
        access_token: 'at',
        token_type: 'Bearer',
        expires_in: 60,
        ...(idToken && { id_token: idToken }),
      });
    }
    return json(404, {});
  };
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const issuer = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;

  /** A token with these claims; `by` says how it is signed. */
  const token = (claims, by = 'RIGHT') => {
    const header = {
      RIGHT: { alg: 'RS256', kid: 'one' },
      OTHER_KEY: { alg: 'RS256', kid: 'one' },
      NONE: { alg: 'none' },
      SECRET: { alg: 'HS256' },
    }[by];
    const text = `${part(header)}.${part(claims)}`;
    if (by === 'NONE') return `${text}.`;
    if (by === 'SECRET')
      return `${text}.${createHmac('sha256', 'rogue-secret').update(text).digest('base64url')}`;
    const key = by === 'OTHER_KEY' ? others.privateKey : keys.privateKey;
    return `${text}.${sign('sha256', Buffer.from(text), key).toString('base64url')}`;
  };
  const close = async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  };
  return { issuer, clientId: 'inplace', clientSecret: 'rogue-secret', script, seen, token, close };
}
