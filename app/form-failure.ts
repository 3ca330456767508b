import 'server-only';
import { refresh } from 'next/cache';
import { type ActionFailure, toFailure } from '@/lib/platform/result';

/**
 * The failure of a form over one record. After a conflict the page is read again, so that the form carries the saved
 * version and saving once more is a knowing decision.
 */
export function toFormFailure(error: unknown): ActionFailure {
  const failure = toFailure(error);
  if (failure.code === 'CONFLICT') refresh();
  return failure;
}
