import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';

const PRESENT = 0x01;
const PRESENT_AND_VERIFIED = 0x05;
const WITH_KEY = 0x40;

const sha256 = (data: Buffer | string) => createHash('sha256').update(data).digest();
const bytes = (hex: string) => Buffer.from(hex.replaceAll(' ', ''), 'hex');
const text = (words: string) => Buffer.from(words, 'utf8');

/**
 * A device with one passkey for a site, whose owner has just shown a finger: what a browser would send, signed for real
 * (WebAuthn, ES256, attestation "none"). For tests only.
 */
export function makePasskey(origin: string) {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const id = randomBytes(16);
  let uses = 0;

  function authenticatorData(flags: number, key = Buffer.alloc(0), site = origin): Buffer {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(uses);
    uses += 1;
    return Buffer.concat([sha256(new URL(site).hostname), Buffer.from([flags]), counter, key]);
  }

  function answer(
    type: string,
    challenge: string,
    respond: (clientData: Buffer) => Record<string, Buffer>,
    at = origin,
  ) {
    const clientData = text(JSON.stringify({ type, challenge, origin: at, crossOrigin: false }));
    const response = Object.entries({ clientDataJSON: clientData, ...respond(clientData) });
    return JSON.stringify({
      id: id.toString('base64url'),
      rawId: id.toString('base64url'),
      type: 'public-key',
      clientExtensionResults: {},
      response: Object.fromEntries(response.map(([name, value]) => [name, value.toString('base64url')])),
    });
  }

  return {
    /** The answer to the offer of a new passkey. */
    register: (challenge: string) =>
      answer('webauthn.create', challenge, () => {
        // A COSE key: EC2, ES256, P-256, and the two coordinates.
        const cose = Buffer.concat([
          bytes('a5 01 02 03 26 20 01 21 58 20'),
          Buffer.from(x, 'base64url'),
          bytes('22 58 20'),
          Buffer.from(y, 'base64url'),
        ]);
        const length = Buffer.from([0, id.length]);
        const key = Buffer.concat([Buffer.alloc(16), length, id, cose]);
        const data = authenticatorData(PRESENT_AND_VERIFIED | WITH_KEY, key);
        // CBOR: { fmt: "none", attStmt: {}, authData }, with the length of authData in one byte.
        const attestationObject = Buffer.concat([
          bytes('a3 63'),
          text('fmt'),
          bytes('64'),
          text('none'),
          bytes('67'),
          text('attStmt'),
          bytes('a0 68'),
          text('authData'),
          Buffer.from([0x58, data.length]),
          data,
        ]);
        return { attestationObject };
      }),
    /**
     * The answer to a question for this passkey. What can be wrong with it: a page `at` another address, the key of
     * another `site`, an owner who was not `verified`.
     */
    signIn: (challenge: string, wrong: { at?: string; site?: string; verified?: false } = {}) =>
      answer(
        'webauthn.get',
        challenge,
        (clientData) => {
          const flags = wrong.verified === false ? PRESENT : PRESENT_AND_VERIFIED;
          const data = authenticatorData(flags, undefined, wrong.site);
          const signature = sign('sha256', Buffer.concat([data, sha256(clientData)]), privateKey);
          return { authenticatorData: data, signature };
        },
        wrong.at,
      ),
  };
}
