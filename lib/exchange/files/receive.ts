import 'server-only';
import { AppError } from '@/lib/platform/errors';
import { receiveMultipart } from '@/lib/platform/multipart';
import { parseInput } from '@/lib/platform/parse';
import { maxUploadBytes } from '../model';
import { uploadDetails } from '../schema';

const tooLarge = 'This file is larger than 5 MB. A checklist is far smaller: take it offline again.';

export type ReceivedChecklist = { name: string; bytes: Buffer; stopsOnProblems: boolean };

/** The one file of an upload, in memory and nowhere else. Throws INVALID or TOO_LARGE. */
export async function receiveChecklist(request: Request): Promise<ReceivedChecklist> {
  const { fields, files } = await receiveMultipart(
    request,
    { maxFiles: 1, maxFileBytes: maxUploadBytes },
    async ({ fileName, source }) => {
      const pieces: Buffer[] = [];
      let size = 0;
      for await (const piece of source) {
        size += (piece as Buffer).length;
        if (size > maxUploadBytes) throw new AppError('TOO_LARGE', tooLarge, { file: [tooLarge] });
        pieces.push(piece as Buffer);
      }
      return { name: fileName.slice(0, 200), bytes: Buffer.concat(pieces) };
    },
    async () => undefined,
  );
  const { stopsOnProblems } = parseInput(uploadDetails, fields);
  const [file] = files;
  if (!file || file.bytes.length === 0)
    throw new AppError('INVALID', undefined, { file: ['Choose a file.'] });
  return { ...file, stopsOnProblems };
}
