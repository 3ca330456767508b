import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { AppError } from '@/lib/platform/errors';
import { type Fields, type IncomingFile, receiveMultipart } from '@/lib/platform/multipart';
import { maxFilesPerItem, type ReceivedFile } from '../model';
import { discardUnclaimed } from '../operations/keep/places';
import { scanReceived } from '../operations/scan/scan';
import { evidenceLimit } from '../queries/limit';
import { cleanFileName } from '../rules';
import { discardObjects, settleObjects, storeObject } from '../store/objects';

/**
 * Takes the files of an upload to the store while they arrive, then lets `work` write their rows. When anything fails,
 * from a bad name to a lost connection to a refused row, nothing of the upload stays there.
 */
export function withReceivedFiles<R>(
  grant: Grant<'evidence:attach'>,
  request: Request,
  work: (fields: Fields, files: ReceivedFile[]) => Promise<R>,
): Promise<R> {
  return receiveThen(grant, request, async () => undefined, work);
}

/**
 * The same for an upload whose fields decide whether its files may come at all: `before` gets them when the first file
 * begins, and when it throws no byte is kept. Fields that stand behind a file are refused with INVALID.
 */
export async function withReceivedFilesAfter<P, R>(
  grant: Grant<'evidence:attach'>,
  request: Request,
  before: (fields: Fields) => Promise<P>,
  work: (prepared: P, files: ReceivedFile[]) => Promise<R>,
): Promise<R> {
  let first: { fields: Fields; prepared: Promise<P> } | undefined;
  const begin = (fields: Fields) => {
    first ??= { fields, prepared: before(fields) };
    return first.prepared;
  };
  return receiveThen(grant, request, begin, async (fields, files) => {
    const prepared = await begin(fields);
    if (Object.keys(fields).some((name) => !Object.hasOwn(first?.fields ?? {}, name))) {
      throw new AppError('INVALID', 'Send the fields before the file.');
    }
    return work(prepared, files);
  });
}

async function receiveThen<R>(
  grant: Grant<'evidence:attach'>,
  request: Request,
  beforeFile: (fields: Fields) => Promise<unknown>,
  work: (fields: Fields, files: ReceivedFile[]) => Promise<R>,
): Promise<R> {
  const maxFileBytes = await evidenceLimit(grant);
  const { fields, files } = await receiveMultipart(
    request,
    { maxFiles: maxFilesPerItem, maxFileBytes },
    async (file, fieldsBefore) => {
      await beforeFile(fieldsBefore);
      return receiveFile(grant.organizationId, file, maxFileBytes);
    },
    (taken) => discardObjects(taken.map((file) => file.storageKey)),
  );
  const storageKeys = files.map((file) => file.storageKey);
  let result: R;
  try {
    result = await work(fields, files);
  } catch (error) {
    await discardUnclaimed(storageKeys);
    throw error;
  }
  await settleObjects(storageKeys);
  await scanReceived(grant.organizationId, storageKeys);
  return result;
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
