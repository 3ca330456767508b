import 'server-only';
import { createHash } from 'node:crypto';
import { isTextSigned, ownPublicKey, type PublicKeys, signText } from './checkpoint';

/**
 * Each line of the journal carries the SHA-256 of the line before and is signed over it, so that a line in the middle
 * cannot be removed, moved or put in without the key. Lines of the time before stand at the beginning, without.
 */
const LINKED = /^(\{.*,"previous":"([0-9a-f]{64})","linkKeyId":"([0-9a-f]{16})"),"link":"([\w-]+)"\}$/;

/** A line, from its JSON and the line before it. */
export function linkLine(json: string, before: string): string {
  const open = `${json.slice(0, -1)},"previous":"${sha256(before)}","linkKeyId":"${ownPublicKey().keyId}"`;
  return `${open},"link":"${signText(statementOf(open))}"}`;
}

function statementOf(open: string): string {
  return `inplace-journal/1|${open}`;
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/** Looks at the lines one after the other. */
export class Links {
  /** The first line that does not follow, in words. */
  problem: string | null = null;
  private before = '';
  private lines = 0;
  private lastKeyId: string | null = null;

  take(text: string, number: number, keys: PublicKeys): void {
    this.problem ??= this.wrongWith(text, number, keys);
    this.before = text;
    this.lines += 1;
  }

  /** After the last line. */
  end(): string | null {
    if (this.problem || this.lastKeyId !== null || this.lines === 0) return this.problem;
    return 'No line of the journal is signed over the line before it: an earlier version wrote it, or the signatures were removed. Inplace goes on from it with signed lines at the next start.';
  }

  /** The key under which the journal ends. */
  endKeyId(): string | null {
    return this.lastKeyId;
  }

  private wrongWith(text: string, number: number, keys: PublicKeys): string | null {
    const [, open, previous, keyId, signature] = LINKED.exec(text) ?? [];
    if (!open || !keyId || !signature)
      return this.lastKeyId === null
        ? null
        : `Line ${number} of the journal was put in, or its signature was removed.`;
    const own = ownPublicKey().keyId;
    const isTakenOver = this.lastKeyId === own && keyId !== own;
    this.lastKeyId = keyId;
    if (!isTextSigned(statementOf(open), { keyId, signature }, keys) || isTakenOver)
      return `Line ${number} of the journal does not carry our signature.`;
    if (previous !== sha256(this.before))
      return `Line ${number} of the journal does not follow the line before it: lines were removed, changed or put in there.`;
    return null;
  }
}
