import 'server-only';
import { AppError } from '@/lib/platform/errors';
import { log } from '@/lib/platform/log';
import { StoreRefusal } from './s3-api';

/** The store's own failure in words for people; anything else as it is. */
export function storeFailure(error: unknown): unknown {
  if (error instanceof StoreRefusal) {
    log().error({ status: error.status, err: error }, 'the evidence store failed');
    return new AppError(
      'UNAVAILABLE',
      error.status === 507
        ? 'The store for evidence is full, so this file was not kept. Tell your administrator.'
        : 'The store for evidence does not answer. Nothing is lost: try again in a moment.',
    );
  }
  const code = codeOf(error);
  if (!code) return error;
  log().error({ code, err: error }, 'evidence storage failed');
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new AppError(
      'UNAVAILABLE',
      'The disk of the server is full, so this file was not kept. Tell your administrator.',
    );
  }
  if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM') {
    return new AppError(
      'UNAVAILABLE',
      'The server may not write to its storage folder, so this file was not kept. Tell your administrator.',
    );
  }
  return new AppError('UNAVAILABLE', 'The storage of the server failed. Try again in a moment.');
}

/** System call errors carry a code such as ENOSPC; an interrupted upload (ECONNRESET) is not the disk's fault. */
function codeOf(error: unknown): string | undefined {
  if (error instanceof AppError || !(error instanceof Error) || !('syscall' in error)) return undefined;
  const { code } = error as NodeJS.ErrnoException;
  return code && code !== 'ECONNRESET' && code !== 'EPIPE' ? code : undefined;
}

export function isAbsent(error: unknown): boolean {
  return (error as NodeJS.ErrnoException | null)?.code === 'ENOENT';
}

/** What the person is told who asked for a file that is not the one that was received. */
export function damaged(what: string): AppError {
  return new AppError('UNAVAILABLE', `This file ${what}. It was not sent, and the audit log records it.`);
}
