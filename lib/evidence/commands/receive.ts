import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { env } from '@/lib/platform/env';
import { AppError } from '@/lib/platform/errors';
import { type IncomingFile, receiveMultipart } from '@/lib/platform/multipart';
import { discardObjects, storeObject } from '@/lib/platform/storage';
import { maxFilesPerItem, type ReceivedFile } from '../model';
import { cleanFileName } from '../rules';

/**
 * Takes the files of an upload to the disk while they arrive, then lets `work` write their rows. When anything fails,
 * from a bad name to a lost connection to a refused row, nothing of the upload stays on the disk.
 */
export async function withReceivedFiles<R>(
  grant: Grant<'evidence:attach'>,
  request: Request,
  work: (fields: Record<string, string>, files: ReceivedFile[]) => Promise<R>,
): Promise<R> {
  const maxFileBytes = env().EVIDENCE_MAX_BYTES;
  const { fields, files } = await receiveMultipart(
    request,
    { maxFiles: maxFilesPerItem, maxFileBytes },
    (file) => receiveFile(grant.organizationId, file, maxFileBytes),
    (taken) => discardObjects(taken.map((file) => file.storageKey)),
  );
  try {
    return await work(fields, files);
  } catch (error) {
    await discardObjects(files.map((file) => file.storageKey));
    throw error;
  }
}

async function receiveFile(
  organizationId: string,
  file: IncomingFile,
  maxBytes: number,
): Promise<ReceivedFile> {
  const cleaned = cleanFileName(file.fileName);
  if (!cleaned.ok) throw fileError(cleaned.message);
  try {
    const stored = await storeObject(organizationId, file.source, { maxBytes, fileName: cleaned.name });
    return { ...stored, fileName: cleaned.name };
  } catch (error) {
    // The field's error names the file: several may have been sent.
    if (error instanceof AppError && (error.code === 'INVALID' || error.code === 'TOO_LARGE')) {
      throw fileError(`${cleaned.name}: ${error.message}`, error.code);
    }
    throw error;
  }
}

function fileError(message: string, code: 'INVALID' | 'TOO_LARGE' = 'INVALID'): AppError {
  return new AppError(code, message, { file: [message] });
}
