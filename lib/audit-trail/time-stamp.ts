import 'server-only';
import { createHash, randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Integer, OctetString } from 'asn1js';
import {
  AlgorithmIdentifier,
  Certificate,
  ContentInfo,
  ExtKeyUsage,
  id_ContentType_SignedData,
  id_ExtKeyUsage,
  id_eContentType_TSTInfo,
  id_sha256,
  MessageImprint,
  PKIStatus,
  SignedData,
  TimeStampReq,
  TimeStampResp,
  TSTInfo,
} from 'pkijs';
import { env } from '@/lib/platform/env';

/** Time stamps of an independent authority (RFC 3161): that a text existed at a time, under a signature that is not ours. */
const TIME_STAMPING = '1.3.6.1.5.5.7.3.8';
const ANSWER_MS = 15_000;
const LARGEST_ANSWER = 256 * 1024;

export type TimeStamp = { token: Buffer; at: Date };

/** Whether an authority is set. */
export function hasTimeStampAuthority(): boolean {
  return env().TIMESTAMP_URL !== undefined;
}

/** Asks the authority for a time stamp of a text and checks all of the answer. Throws when anything is amiss. */
export async function requestTimeStamp(text: string): Promise<TimeStamp> {
  const { TIMESTAMP_URL } = env();
  if (!TIMESTAMP_URL) throw new Error('no time stamp authority is set');
  const nonce = positiveNonce();
  const request = new TimeStampReq({
    version: 1,
    messageImprint: new MessageImprint({
      hashAlgorithm: new AlgorithmIdentifier({ algorithmId: id_sha256 }),
      hashedMessage: new OctetString({ valueHex: bytesOf(sha256(text)) }),
    }),
    nonce: new Integer({ valueHex: bytesOf(nonce) }),
    certReq: true,
  });
  const response = TimeStampResp.fromBER(await post(TIMESTAMP_URL, request.toSchema().toBER(false)));
  const { status } = response.status;
  if ((status !== PKIStatus.granted && status !== PKIStatus.grantedWithMods) || !response.timeStampToken)
    throw new Error(`the authority refused (status ${status})`);
  const token = Buffer.from(response.timeStampToken.toSchema().toBER(false));
  const { at, nonce: answered } = await checkToken(token, text);
  if (!answered || !nonce.equals(answered)) throw new Error('the time stamp answers another request');
  return { token, at };
}

/** The time that a token vouches for. Throws when it is not of this text or not of the authority of TIMESTAMP_CA. */
export async function checkTimeStamp(token: Buffer, text: string): Promise<Date> {
  return (await checkToken(token, text)).at;
}

async function checkToken(token: Buffer, text: string): Promise<{ at: Date; nonce: Buffer | null }> {
  const content = ContentInfo.fromBER(bytesOf(token));
  if (content.contentType !== id_ContentType_SignedData) throw new Error('this is no time stamp');
  const signed = new SignedData({ schema: content.content });
  const { eContentType, eContent } = signed.encapContentInfo;
  if (eContentType !== id_eContentType_TSTInfo || !eContent) throw new Error('this is no time stamp');
  const info = TSTInfo.fromBER(eContent.getValue());
  const { hashAlgorithm, hashedMessage } = info.messageImprint;
  if (hashAlgorithm.algorithmId !== id_sha256 || !sha256(text).equals(Buffer.from(hashedMessage.getValue())))
    throw new Error('the time stamp is of something else');
  const verified = await signed.verify({
    signer: 0,
    data: bytesOf(Buffer.from(text, 'utf8')),
    trustedCerts: await trustedCertificates(),
    checkChain: true,
    extendedMode: true,
  });
  if (!verified.signatureVerified || !verified.signerCertificate || signed.signerInfos.length !== 1)
    throw new Error('the signature of the time stamp does not fit');
  if (!isForTimeStamps(verified.signerCertificate))
    throw new Error('the certificate of the time stamp is for something else');
  return { at: info.genTime, nonce: info.nonce ? Buffer.from(info.nonce.valueBlock.valueHexView) : null };
}

/** RFC 3161, 2.3: this one purpose, and critical. */
function isForTimeStamps(certificate: Certificate): boolean {
  const extension = certificate.extensions?.find(({ extnID }) => extnID === id_ExtKeyUsage);
  const usage = extension?.parsedValue;
  return (
    extension?.critical === true && usage instanceof ExtKeyUsage && usage.keyPurposes.join() === TIME_STAMPING
  );
}

async function trustedCertificates(): Promise<Certificate[]> {
  const { TIMESTAMP_CA } = env();
  if (!TIMESTAMP_CA) throw new Error('TIMESTAMP_CA is not set');
  const pem = await readFile(/* turbopackIgnore: true */ TIMESTAMP_CA, 'utf8');
  const found = [...pem.matchAll(/-----BEGIN CERTIFICATE-----([\s\S]+?)-----END CERTIFICATE-----/g)];
  if (found.length === 0) throw new Error(`${TIMESTAMP_CA} holds no certificate`);
  return found.map(([, body = '']) => Certificate.fromBER(bytesOf(Buffer.from(body, 'base64'))));
}

async function post(url: string, body: ArrayBuffer): Promise<ArrayBuffer> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/timestamp-query' },
    body,
    redirect: 'error',
    signal: AbortSignal.timeout(ANSWER_MS),
  });
  if (!answer.ok || !answer.body) throw new Error(`the authority answers ${answer.status}`);
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of answer.body) {
    size += part.byteLength;
    if (size > LARGEST_ANSWER) throw new Error('the answer of the authority is too long');
    parts.push(part);
  }
  return bytesOf(Buffer.concat(parts));
}

/** A positive integer in the shortest form, so that it comes back byte for byte. */
function positiveNonce(): Buffer {
  const nonce = randomBytes(16);
  nonce[0] = 0x40 + ((nonce[0] ?? 0) & 0x3f);
  return nonce;
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text, 'utf8').digest();
}

/** The bytes in a buffer of their own, which the library takes. */
function bytesOf(buffer: Buffer): ArrayBuffer {
  return new Uint8Array(buffer).buffer;
}
