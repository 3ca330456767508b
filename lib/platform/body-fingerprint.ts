import 'server-only';
import { createHash, type Hash } from 'node:crypto';
import busboy from 'busboy';

export type BodyFingerprint = { write: (chunk: Uint8Array) => void; end: () => Promise<string> };

/**
 * Tells bodies apart while they stream by, in constant memory. Of a form it takes the fields and the files, in their order, and
 * not the boundary: a program that sends the same form again draws another one.
 */
export function bodyFingerprint(contentType: string | null): BodyFingerprint {
  const form = /^multipart\/form-data\b/i.test(contentType ?? '') ? parserOf(contentType ?? '') : null;
  return form ? formFingerprint(form) : plainFingerprint();
}

function plainFingerprint(): BodyFingerprint {
  const hash = createHash('sha256');
  return { write: (chunk) => hash.update(chunk), end: async () => hash.digest('hex') };
}

function parserOf(contentType: string): busboy.Busboy | null {
  try {
    return busboy({ headers: { 'content-type': contentType }, defParamCharset: 'utf8', preservePath: true });
  } catch {
    return null;
  }
}

function formFingerprint(parser: busboy.Busboy): BodyFingerprint {
  const parts: (string | { name: string; fileName: string; mediaType: string; hash: Hash })[] = [];
  const closed = new Promise<boolean>((resolve) => {
    parser.on('close', () => resolve(true));
    parser.on('error', () => resolve(false));
  });
  parser.on('field', (name, value) => parts.push(JSON.stringify(['field', name, value])));
  parser.on('file', (name, source, info) => {
    const hash = createHash('sha256');
    parts.push({ name, fileName: info.filename ?? '', mediaType: info.mimeType, hash });
    source.on('data', (chunk: Buffer) => hash.update(chunk));
    source.on('error', () => undefined);
  });
  return {
    write: (chunk) => parser.write(chunk),
    end: async () => {
      parser.end();
      const isWhole = await closed;
      const lines = parts.map((part) =>
        typeof part === 'string'
          ? part
          : JSON.stringify(['file', part.name, part.fileName, part.mediaType, part.hash.digest('hex')]),
      );
      return createHash('sha256')
        .update([`form ${isWhole}`, ...lines].join('\n'))
        .digest('hex');
    },
  };
}
