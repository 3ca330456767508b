import { z } from 'zod';
import { tickBox } from '@/lib/platform/parse';
import { maxUploadBytes } from './model';

/** Sealed, an upload becomes at most about twice as long. */
export const maxConfirmationBytes = 3 * maxUploadBytes;

/** What comes beside the file. */
export const uploadDetails = z.strictObject({ stopsOnProblems: tickBox });

export const importConfirmation = z.strictObject({
  sealed: z.string('Choose the file again.').max(maxConfirmationBytes),
  /** Rows that are left out unless they are named, because somebody changed them meanwhile or they would be cleared: "8.3.6/0". */
  chosen: z.array(z.string().max(30)).max(5_000).default([]),
});
export type ImportConfirmation = z.infer<typeof importConfirmation>;
