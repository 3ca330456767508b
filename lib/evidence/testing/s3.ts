import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

type Kept = { body: Buffer; at: Date; after: string };
type Parts = { key: string; at: Date; parts: Map<number, Buffer> };
type Asked = { method: string; key: string; query: URLSearchParams };
type Answer = { status: number; headers?: Record<string, string>; body?: string | Buffer };

/**
 * As much of an S3 store as the app asks for, in memory, without signatures: for failures that a real one does not have at will.
 * `before` may answer a request instead of it being carried out, `after` once it was. For tests only.
 */
export async function startFakeS3(bucket: string) {
  const objects = new Map<string, Kept>();
  const uploads = new Map<string, Parts>();
  const fake = {
    endpoint: '',
    objects,
    uploads,
    partSizes: [] as number[],
    before: (_asked: Asked): Answer | null => null,
    after: (_asked: Asked): Answer | null => null,
    stop: () => new Promise((resolve) => server.close(resolve)),
  };
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const url = new URL(request.url ?? '', 'http://s3');
      const key = decodeURIComponent(url.pathname).slice(bucket.length + 2);
      const asked = { method: request.method ?? '', key, query: url.searchParams };
      const early = fake.before(asked);
      const done = early ?? carryOut(asked, body, request);
      const answer = early ?? fake.after(asked) ?? done;
      response.writeHead(answer.status, answer.headers).end(answer.body);
    });
  });

  function carryOut({ method, key, query }: Asked, body: Buffer, request: IncomingMessage): Answer {
    const uploadId = query.get('uploadId');
    if (uploadId) return carryOutPart(uploadId, { method, key, query }, body);
    if (method === 'POST') {
      const id = randomUUID();
      uploads.set(id, { key, at: new Date(), parts: new Map() });
      return { status: 200, body: `<Result><UploadId>${id}</UploadId></Result>` };
    }
    if (method === 'GET' && key === '')
      return { status: 200, body: query.has('uploads') ? begun() : listed(query) };
    if (method === 'PUT') {
      objects.set(key, { body, at: new Date(), after: String(request.headers['x-amz-meta-after'] ?? '') });
      return { status: 200 };
    }
    const kept = objects.get(key);
    if (!kept) return { status: 404 };
    if (method === 'DELETE') {
      objects.delete(key);
      return { status: 204 };
    }
    const [, start, end] = /bytes=(\d+)-(\d+)/.exec(request.headers.range ?? '') ?? [];
    const bytes = start ? kept.body.subarray(Number(start), Number(end) + 1) : kept.body;
    const headers = {
      'content-length': String(bytes.byteLength),
      'last-modified': kept.at.toUTCString(),
      'x-amz-meta-after': kept.after,
    };
    return { status: start ? 206 : 200, headers, ...(method === 'GET' && { body: bytes }) };
  }

  function carryOutPart(uploadId: string, { method, key, query }: Asked, body: Buffer): Answer {
    const upload = uploads.get(uploadId);
    if (!upload) return { status: 404, body: '<Error><Code>NoSuchUpload</Code></Error>' };
    const { parts } = upload;
    if (method === 'PUT') {
      parts.set(Number(query.get('partNumber')), body);
      return { status: 200, headers: { etag: etagOf(body) } };
    }
    if (method === 'GET') {
      const rows = [...parts].map(
        ([number, bytes]) =>
          `<Part><PartNumber>${number}</PartNumber><ETag>${etagOf(bytes)}</ETag><Size>${bytes.byteLength}</Size></Part>`,
      );
      return { status: 200, body: `<Parts>${rows.join('')}</Parts>` };
    }
    uploads.delete(uploadId);
    if (method === 'DELETE') return { status: 204 };
    const numbers = [...body.toString().matchAll(/<PartNumber>(\d+)</g)].map(([, number]) => Number(number));
    const pieces = numbers.map((number) => parts.get(number) ?? Buffer.alloc(0));
    fake.partSizes = pieces.map((piece) => piece.byteLength);
    objects.set(key, { body: Buffer.concat(pieces), at: new Date(), after: '' });
    return { status: 200, body: '<Completed></Completed>' };
  }

  function begun(): string {
    const rows = [...uploads].map(
      ([id, { key, at }]) =>
        `<Upload><Key>${key}</Key><UploadId>${id}</UploadId><Initiated>${at.toISOString()}</Initiated></Upload>`,
    );
    return `<Uploads>${rows.join('')}</Uploads>`;
  }

  function listed(query: URLSearchParams): string {
    const rows = [...objects]
      .filter(([key]) => key.startsWith(query.get('prefix') ?? ''))
      .map(
        ([key, { body, at }]) =>
          `<Contents><Key>${key}</Key><Size>${body.byteLength}</Size><LastModified>${at.toISOString()}</LastModified></Contents>`,
      );
    return `<List>${rows.join('')}</List>`;
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  fake.endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return fake;
}

const etagOf = (bytes: Buffer) => createHash('md5').update(bytes).digest('hex');

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}
