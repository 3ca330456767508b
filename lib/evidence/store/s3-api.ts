import 'server-only';
import { AwsClient } from 'aws4fetch';
import { SaxesParser } from 'saxes';
import { env } from '@/lib/platform/env';

/** What an S3-compatible store answered instead of doing it; also when it could not be reached. */
export class StoreRefusal extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.name = 'StoreRefusal';
    this.status = status;
  }
}

export type S3Settings = { endpoint: string; bucket: string; prefix: string };

/** Where the S3 store is; null when evidence is kept on the disk. */
export function s3Settings(): S3Settings | null {
  const { EVIDENCE_S3_ENDPOINT: endpoint, EVIDENCE_S3_BUCKET: bucket, EVIDENCE_S3_PREFIX: prefix } = env();
  return endpoint && bucket ? { endpoint: endpoint.replace(/\/+$/, ''), bucket, prefix } : null;
}

let client: AwsClient | undefined;

function signer(): AwsClient {
  client ??= new AwsClient({
    accessKeyId: env().EVIDENCE_S3_KEY_ID ?? '',
    secretAccessKey: env().EVIDENCE_S3_SECRET ?? '',
    region: env().EVIDENCE_S3_REGION,
    service: 's3',
    // What passes by itself (5xx, 429) is tried again, later each time.
    retries: 3,
  });
  return client;
}

/** Until the answer begins; the body of it may take its time. */
const ANSWER_MS = 60_000;

type Asked = {
  query?: Record<string, string>;
  body?: Uint8Array<ArrayBuffer> | string;
  headers?: Record<string, string>;
};

/** Of what is not there nothing is read, and nothing is left to be removed. What could not be written there is no success. */
const mayBeAbsent = ['GET', 'HEAD', 'DELETE'];

/**
 * One signed request. Answers with null when the object that is read or removed is not there; throws StoreRefusal for any other
 * failure, a bucket that is not there among them.
 */
export async function askS3(method: string, name: string, asked: Asked = {}): Promise<Response | null> {
  const settings = s3Settings();
  if (!settings) throw new Error('no S3 store is set');
  const path = [settings.bucket, ...(name === '' ? [] : [`${settings.prefix}${name}`])].join('/');
  const url = new URL(`${settings.endpoint}/${path}`);
  for (const [key, value] of Object.entries(asked.query ?? {})) url.searchParams.set(key, value);
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), ANSWER_MS);
  try {
    const response = await signer().fetch(url, {
      method,
      signal: stop.signal,
      ...(asked.headers && { headers: asked.headers }),
      ...(asked.body !== undefined && { body: asked.body }),
    });
    if (response.ok) return response;
    const words = method === 'HEAD' ? '' : (await response.text()).slice(0, 500);
    if (response.status === 404 && name !== '' && mayBeAbsent.includes(method)) return null;
    throw new StoreRefusal(response.status, `${method} was answered with ${response.status} ${words}`);
  } catch (error) {
    if (error instanceof StoreRefusal) throw error;
    const cause =
      error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
    throw new StoreRefusal(0, `the store cannot be reached: ${cause}`);
  } finally {
    clearTimeout(timer);
  }
}

/** Texts of an XML answer by the name of their element, one record for each element called `each`. */
export function recordsIn(xml: string, each: string): Record<string, string>[] {
  const records: Record<string, string>[] = [];
  const parser = new SaxesParser();
  let record: Record<string, string> | null = null;
  let text = '';
  parser.on('opentag', ({ name }) => {
    if (name === each) record = {};
    text = '';
  });
  parser.on('text', (more) => {
    text += more;
  });
  parser.on('closetag', ({ name }) => {
    if (name === each && record) {
      records.push(record);
      record = null;
    } else if (record) record[name] = text.trim();
    text = '';
  });
  parser.write(xml).close();
  return records;
}

/** The text of the first element of that name. */
export function textIn(xml: string, name: string): string {
  return recordsIn(`<all>${xml.replace(/^<\?xml[^>]*\?>/, '')}</all>`, 'all')[0]?.[name] ?? '';
}
