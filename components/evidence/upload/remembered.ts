import type { PreviousUpload, UrlStorage } from 'tus-js-client';

/**
 * Which uploads this browser has begun, so that the same file, chosen again, goes on where it stood. Of the file nothing is
 * kept but a hash of its name, size and date; an address works for its own person alone, and for a day.
 */
const PREFIX = 'inplace-upload-';
const DAY_MS = 24 * 60 * 60 * 1000;

/** What a file is remembered by, for one purpose: two requirements get a file each; null where the browser cannot hash (a page without TLS). */
export async function memoryOf(file: File, purpose: string): Promise<string | null> {
  if (!globalThis.crypto?.subtle) return null;
  const facts = new TextEncoder().encode(
    `${file.name}\n${file.type}\n${file.size}\n${file.lastModified}\n${purpose}`,
  );
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', facts));
  return [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

export const rememberedUploads: UrlStorage = {
  findAllUploads: async () => [],
  findUploadsByFingerprint: async (memory) => {
    const key = `${PREFIX}${memory}`;
    try {
      const [url = '', at = ''] = (localStorage.getItem(key) ?? '').split(' ');
      if (
        !/^\/api\/(?:evidence|requested)\/uploads\/[0-9a-f-]{36}$/.test(url) ||
        Date.now() - Number(at) > DAY_MS
      )
        return [];
      const previous: PreviousUpload = {
        size: null,
        metadata: {},
        creationTime: new Date(Number(at)).toISOString(),
        uploadUrl: url,
        parallelUploadUrls: null,
        urlStorageKey: key,
      };
      return [previous];
    } catch {
      return [];
    }
  },
  addUpload: async (memory, upload) => {
    const key = `${PREFIX}${memory}`;
    const { pathname } = new URL(upload.uploadUrl ?? '', location.href);
    try {
      localStorage.setItem(key, `${pathname} ${Date.now()}`);
    } catch {
      // A full or forbidden memory only means that it starts anew after the page was closed.
    }
    return key;
  },
  removeUpload: async (key) => {
    try {
      localStorage.removeItem(key);
    } catch {
      // See above.
    }
  },
};

/** Forgets a file that is evidence by now: chosen again, it is sent again. */
export async function forgetUpload(file: File, purpose: string): Promise<void> {
  const memory = await memoryOf(file, purpose);
  if (memory !== null) await rememberedUploads.removeUpload(`${PREFIX}${memory}`);
}
