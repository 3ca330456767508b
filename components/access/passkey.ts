'use client';

type Creation = Parameters<typeof PublicKeyCredential.parseCreationOptionsFromJSON>[0];
type Asking = Parameters<typeof PublicKeyCredential.parseRequestOptionsFromJSON>[0];

/** Makes a passkey on this device, or null when the person decided otherwise. */
export async function makePasskey(options: unknown): Promise<string | null> {
  return textOf(() => {
    const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options as Creation);
    return navigator.credentials.create({ publicKey });
  });
}

/** Signs with a passkey of this device, or null when the person decided otherwise. */
export async function signWithPasskey(options: unknown): Promise<string | null> {
  return textOf(() => {
    const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options as Asking);
    return navigator.credentials.get({ publicKey });
  });
}

async function textOf(ask: () => Promise<Credential | null>): Promise<string | null> {
  try {
    const credential = await ask();
    return credential ? JSON.stringify((credential as PublicKeyCredential).toJSON()) : null;
  } catch {
    return null; // cancelled, timed out, none that fits, or a browser or address without passkeys
  }
}
