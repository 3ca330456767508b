import 'server-only';
import { Readable } from 'node:stream';
import type { ReceivedFile } from '../model';
import { resultFileName } from '../model/machine';
import type { PushInput } from '../schema/push';
import { storeObject } from '../store/objects';

/**
 * What a program said, as a file of its version: sealed, hashed, named by a signature and exported as every other file is. Its
 * texts were read for card numbers when they came, so there is nothing to look for in it.
 */
export async function storeResult(
  organizationId: string,
  { assessmentId: _, requirementNumbers: __, ...said }: PushInput,
  run: { ranAt: Date; keyName: string; files: readonly ReceivedFile[] },
): Promise<ReceivedFile> {
  const files = run.files.map(({ fileName, sizeBytes, sha256 }) => ({ fileName, sizeBytes, sha256 }));
  const document = { ...said, ranAt: run.ranAt.toISOString(), pushedWithKey: run.keyName, files };
  const content = Buffer.from(`${JSON.stringify(document, null, 2)}\n`, 'utf8');
  const stored = await storeObject(organizationId, Readable.from([content]), {
    maxBytes: content.byteLength,
    fileName: resultFileName,
  });
  return { ...stored, fileName: resultFileName, isOwn: true };
}
