import 'server-only';
import type { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { hashPassword, verifyPassword } from '@/lib/access/password';
import { AppError } from '@/lib/platform/errors';

/** On the scale of zxcvbn, 0 to 4: more than 10^10 guesses. A season, a year and two exclamation marks reach 3. */
const STRONG_ENOUGH = 4;
/** Estimating takes time that grows faster than the length. What is strong this far is strong. */
const ESTIMATED_LENGTH = 64;
/** 8.3.7: none of the last four, the current one included. */
export const REMEMBERED_PASSWORDS = 4;

type NewPassword = {
  password: string;
  /** The form field that the words about it belong to. */
  field: string;
  /** Words that somebody would try first: the person's name and address, the organization. */
  about: readonly string[];
  /** Hashes of the current password and those before it, newest first. */
  former?: readonly string[];
};

/**
 * The hash to store for a password that somebody has chosen. Throws INVALID at `field` when it is common, easy to guess
 * or one of the last four (8.3.6 asks for length and kinds of characters, which lib/person/model.ts checks before).
 */
export async function hashNewPassword({ password, field, about, former = [] }: NewPassword): Promise<string> {
  const estimator = await passwordEstimator();
  const { score } = estimator.check(password.slice(0, ESTIMATED_LENGTH), wordsOf(about));
  if (score < STRONG_ENOUGH) {
    throw new AppError('INVALID', undefined, {
      [field]: [
        'This password is easy to guess: it is common, or made of names, rows of keys or repeats. Try three or four words that have nothing to do with each other, and a number.',
      ],
    });
  }
  for (const hash of former.slice(0, REMEMBERED_PASSWORDS)) {
    if (await verifyPassword(hash, password)) {
      throw new AppError('INVALID', undefined, {
        [field]: [`This is one of your last ${REMEMBERED_PASSWORDS} passwords. Choose another one.`],
      });
    }
  }
  return hashPassword(password);
}

let estimator: Promise<ZxcvbnFactory> | undefined;

/** Its word lists take some 15 MB, and passwords are chosen rarely: loaded when the first one is. */
function passwordEstimator(): Promise<ZxcvbnFactory> {
  estimator ??= Promise.all([import('@zxcvbn-ts/core'), import('@zxcvbn-ts/language-common')]).then(
    ([core, common]) =>
      new core.ZxcvbnFactory({ dictionary: common.dictionary, graphs: common.adjacencyGraphs }),
  );
  return estimator;
}

function wordsOf(about: readonly string[]): string[] {
  const words = about.flatMap((text) => [text, ...text.split(/[^\p{L}\p{N}]+/u)]);
  return [...new Set(words.map((word) => word.toLowerCase()).filter((word) => word.length > 2))];
}
