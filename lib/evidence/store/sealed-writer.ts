import 'server-only';
import { createHash } from 'node:crypto';
import { FRAME_BYTES, MARK, sealFrame } from './frames';
import type { Writing } from './model';

/** So much of the beginning is looked at to find out what a file is. */
export const HEAD_BYTES = 1024 * 1024;

type Options = {
  key: Uint8Array;
  storageKey: string;
  writing: Writing;
  /** Where a resumed upload stands: whole frames in the store, and the beginning of the next. */
  from?: { frames: number; tail: Uint8Array };
};

/**
 * Encrypts a stream on its way into the store, in constant memory: one frame is filled while the one before is written.
 * The last frame is sealed as such, so one frame is always held back until it is known whether more follows.
 */
export class SealedWriter {
  readonly #options: Options;
  readonly #hash = createHash('sha256');
  #frame = Buffer.allocUnsafe(FRAME_BYTES);
  #filled = 0;
  #frames: number;
  #head: Buffer[] = [];
  #headBytes = 0;
  #underway: Promise<void> = Promise.resolve();
  #failure: { error: unknown } | null = null;

  constructor(options: Options) {
    this.#options = options;
    this.#frames = options.from?.frames ?? 0;
    this.#filled = options.from?.tail.byteLength ?? 0;
    if (options.from) this.#frame.set(options.from.tail, 0);
  }

  /** Bytes of the file that were taken, those that wait for their frame among them. */
  get offset(): number {
    return this.#frames * FRAME_BYTES + this.#filled;
  }

  async write(bytes: Uint8Array): Promise<void> {
    this.#hash.update(bytes);
    if (this.#headBytes < HEAD_BYTES) {
      const part = bytes.subarray(0, HEAD_BYTES - this.#headBytes);
      this.#head.push(Buffer.from(part));
      this.#headBytes += part.byteLength;
    }
    for (let done = 0; done < bytes.byteLength; ) {
      if (this.#filled === FRAME_BYTES) await this.#flush(false);
      const part = bytes.subarray(done, done + FRAME_BYTES - this.#filled);
      this.#frame.set(part, this.#filled);
      this.#filled += part.byteLength;
      done += part.byteLength;
    }
  }

  /** Makes what came so far safe; answers what has to be known to go on. */
  async pause(): Promise<{ frames: number; tail: Buffer }> {
    await this.#settled();
    if (this.#frames === 0 && this.#options.writing.sizeBytes === 0)
      await this.#options.writing.write([MARK]);
    await this.#options.writing.pause();
    return { frames: this.#frames, tail: Buffer.from(this.#frame.subarray(0, this.#filled)) };
  }

  /** Seals the last frame and makes everything safe. The object is not yet visible: `finish` of its writing does that. */
  async end(): Promise<{ sizeBytes: number; sha256: string; head: Buffer }> {
    const sizeBytes = this.offset;
    await this.#flush(true);
    await this.#settled();
    return { sizeBytes, sha256: this.#hash.digest('hex'), head: Buffer.concat(this.#head) };
  }

  async #flush(isLast: boolean): Promise<void> {
    const { key, storageKey, writing } = this.#options;
    const place = { storageKey, index: this.#frames, isLast };
    const parts = sealFrame(key, place, this.#frame.subarray(0, this.#filled));
    if (this.#frames === 0 && writing.sizeBytes === 0) parts.unshift(MARK);
    await this.#settled();
    this.#underway = writing.write(parts).catch((error: unknown) => {
      this.#failure = { error };
    });
    this.#frames += 1;
    this.#filled = 0;
  }

  async #settled(): Promise<void> {
    await this.#underway;
    if (this.#failure) throw this.#failure.error;
  }
}
