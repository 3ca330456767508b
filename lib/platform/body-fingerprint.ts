import 'server-only';
import { createHash } from 'node:crypto';

export type BodyFingerprint = { write: (chunk: Uint8Array) => void; end: () => string };

/**
 * Tells bodies apart while they stream by, in constant memory whatever they hold. Of a form it takes what stands between the
 * boundaries, and not the boundary: a program that sends the same form again draws another one.
 */
export function bodyFingerprint(contentType: string | null): BodyFingerprint {
  const boundary = boundaryOf(contentType ?? '');
  return boundary === null ? plainFingerprint() : formFingerprint(Buffer.from(`--${boundary}`));
}

/** At most 70 characters (RFC 2046, 5.1.1); null for what is no form, or claims to be one without it. */
function boundaryOf(contentType: string): string | null {
  if (!/^multipart\/form-data\b/i.test(contentType)) return null;
  const [, quoted, plain] = /;\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(contentType) ?? [];
  return quoted ?? plain ?? null;
}

function plainFingerprint(): BodyFingerprint {
  const hash = createHash('sha256');
  return { write: (chunk) => hash.update(chunk), end: () => hash.digest('hex') };
}

/** Each stretch between two boundaries is followed by its length, so that no content can pass for the end of a part. */
function formFingerprint(mark: Buffer): BodyFingerprint {
  const hash = createHash('sha256');
  let held = Buffer.alloc(0);
  let stretch = 0;
  const take = (bytes: Buffer) => {
    hash.update(bytes);
    stretch += bytes.byteLength;
  };
  const close = () => {
    const length = Buffer.alloc(8);
    length.writeBigUInt64BE(BigInt(stretch));
    hash.update(length);
    stretch = 0;
  };
  return {
    write(chunk) {
      const piece = held.byteLength > 0 ? Buffer.concat([held, chunk]) : Buffer.from(chunk);
      let at = 0;
      for (let found = piece.indexOf(mark); found !== -1; found = piece.indexOf(mark, at)) {
        take(piece.subarray(at, found));
        close();
        at = found + mark.byteLength;
      }
      // The beginning of a boundary may stand at the end of what has come.
      const sure = Math.max(at, piece.byteLength - mark.byteLength + 1);
      take(piece.subarray(at, sure));
      held = Buffer.from(piece.subarray(sure));
    },
    end() {
      take(held);
      close();
      return hash.digest('hex');
    },
  };
}
