export type Sealed = { nonce: Uint8Array<ArrayBuffer>; bytes: ArrayBuffer };

/** Seals what a browser keeps, so that it can be read with the person's key alone. */
export type Sealer = {
  /** Bound to its place: nothing opens under another one. */
  seal: (place: readonly string[], value: unknown) => Promise<Sealed>;
  /** Null for what was sealed with another key or changed by somebody: nothing of ours. */
  open: <Value>(place: readonly string[], sealed: Sealed) => Promise<Value | null>;
};

const NONCE_BYTES = 12;

/** `key`: 256 bits as base64. Rejects where the browser has no cryptography, because the page came over plain http. */
export async function createSealer(key: string): Promise<Sealer> {
  const bits = Uint8Array.from(atob(key), (char) => char.charCodeAt(0));
  const secret = await crypto.subtle.importKey('raw', bits, 'AES-GCM', false, ['encrypt', 'decrypt']);
  const setting = (nonce: Uint8Array<ArrayBuffer>, place: readonly string[]) => ({
    name: 'AES-GCM',
    iv: nonce,
    additionalData: new TextEncoder().encode(place.join(' ')),
  });
  return {
    seal: async (place, value) => {
      const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
      const text = new TextEncoder().encode(JSON.stringify(value));
      return { nonce, bytes: await crypto.subtle.encrypt(setting(nonce, place), secret, text) };
    },
    open: async <Value>(place: readonly string[], { nonce, bytes }: Sealed) => {
      try {
        const text = await crypto.subtle.decrypt(setting(nonce, place), secret, bytes);
        return JSON.parse(new TextDecoder().decode(text)) as Value;
      } catch {
        return null;
      }
    },
  };
}
