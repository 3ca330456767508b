import 'server-only';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import busboy from 'busboy';
import { AppError } from './errors';

export type IncomingFile = { field: string; fileName: string; source: Readable };
export type Fields = Record<string, string>;
export type Received<F> = { fields: Fields; files: F[] };

const FIELDS = 30;
const FIELD_BYTES = 64 * 1024;

/**
 * Reads a multipart request as a stream, in constant memory: each file is handed to `onFile` while it arrives, with the
 * fields that stand before it. When a file is refused the rest is read and dropped, so that the sender hears the
 * reason. Throws what `onFile` threw first, INVALID for a malformed or cut-off request, TOO_LARGE when the whole
 * exceeds the limit. `onRefused` gets the files that were taken before the failure.
 */
export async function receiveMultipart<F>(
  request: Request,
  limits: { maxFiles: number; maxFileBytes: number },
  onFile: (file: IncomingFile, fieldsBefore: Fields) => Promise<F>,
  onRefused: (files: F[]) => Promise<void>,
): Promise<Received<F>> {
  const maxBytes = limits.maxFiles * limits.maxFileBytes + FIELDS * FIELD_BYTES;
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) throw new AppError('TOO_LARGE');
  const fields = new Map<string, string>();
  const taken: Promise<F>[] = [];
  const problems: unknown[] = [];
  const parser = parserFor(request, limits.maxFiles);

  parser.on('file', (field, source, info) => {
    // Its reader may come a moment later than a lost connection; an error that nobody hears would end the process.
    source.on('error', () => undefined);
    if (problems.length > 0) {
      source.resume();
      return;
    }
    const incoming = { field, fileName: decodeName(info.filename ?? ''), source };
    const file = onFile(incoming, Object.fromEntries(fields));
    file.catch((error: unknown) => {
      problems.push(error);
      // Whatever is left of a refused file is dropped, else the parser would wait for a reader.
      source.resume();
    });
    taken.push(file);
  });
  parser.on('field', (name, value, info) => {
    if (info.nameTruncated || info.valueTruncated)
      problems.push(new AppError('TOO_LARGE', 'A text is too long.'));
    else if (fields.has(name)) problems.push(invalid(`The field ${name} was sent twice.`));
    else fields.set(name, value);
  });
  parser.on('filesLimit', () => {
    problems.push(invalid(`Send at most ${limits.maxFiles} files at a time.`));
  });
  parser.on('fieldsLimit', () => problems.push(invalid('This form sent more fields than are known here.')));

  await pipeline(bounded(request.body, maxBytes), parser).catch((error: unknown) => {
    problems.unshift(error instanceof AppError ? error : cutOff());
  });
  const settled = await Promise.allSettled(taken);
  if (problems.length > 0) {
    await onRefused(settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : [])));
    throw problems[0];
  }
  return { fields: Object.fromEntries(fields), files: await Promise.all(taken) };
}

/** Browsers write three characters of a name with a percent sign, and only these (HTML, form-data encoding). */
function decodeName(name: string): string {
  return name.replaceAll('%22', '"').replaceAll('%0A', '\n').replaceAll('%0D', '\r');
}

function parserFor(request: Request, maxFiles: number): busboy.Busboy {
  const type = request.headers.get('content-type') ?? '';
  if (!type.toLowerCase().startsWith('multipart/form-data')) {
    throw invalid('Send the file as multipart/form-data.');
  }
  try {
    return busboy({
      headers: { 'content-type': type },
      defParamCharset: 'utf8',
      // The whole name is needed: it is cleaned or refused in one place.
      preservePath: true,
      limits: {
        files: maxFiles,
        fields: FIELDS,
        fieldSize: FIELD_BYTES,
        fieldNameSize: 100,
        headerPairs: 50,
      },
    });
  } catch {
    throw invalid('Send the file as multipart/form-data with a boundary.');
  }
}

async function* bounded(
  body: ReadableStream<Uint8Array> | null,
  maxBytes: number,
): AsyncGenerator<Uint8Array> {
  if (!body) return;
  const reader = body.getReader();
  let size = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      size += value.byteLength;
      if (size > maxBytes) throw new AppError('TOO_LARGE');
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

function invalid(message: string): AppError {
  return new AppError('INVALID', message);
}

function cutOff(): AppError {
  return invalid('The upload was cut off before its end, so nothing was kept. Try again.');
}
