import { fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { connection } from '../lib/http.mjs';
import { median, round } from '../lib/stats.mjs';

const BYTES = 1024 ** 3;
const TURNS = 3;
const piece = randomBytes(1024 * 1024);

/**
 * A file of 1 GiB: sent through the app, which hashes and encrypts it, against the same bytes written raw and synced; and the
 * way back, decrypted and checked, against the raw file. Taking turns in one run. What the server grows by meanwhile.
 */
export async function measureEvidenceFiles(instance) {
  const rawFile = join(instance.database.folder, 'raw.bin');
  const child = fork(new URL('../lib/raw-files.mjs', import.meta.url), [rawFile]);
  const [port] = await once(child, 'message');
  const raw = `http://127.0.0.1:${port}/`;
  const samples = { upload: [], rawUpload: [], download: [], rawDownload: [], growthMib: [] };
  try {
    await upload(instance, 1024 ** 2); // the first one loads what takes files
    for (let turn = 0; turn < TURNS; turn += 1) {
      samples.rawUpload.push(await timed(() => sendBytes(new URL(raw), 'PUT', {}, BYTES, 204)));
      const before = residentMib(instance.server.pid);
      let most = before;
      const watch = setInterval(() => {
        most = Math.max(most, residentMib(instance.server.pid));
      }, 20);
      let address = '';
      samples.upload.push(
        await timed(async () => {
          address = await upload(instance, BYTES);
        }),
      );
      clearInterval(watch);
      samples.growthMib.push(most - before);
      samples.rawDownload.push(await timed(() => takeBytes(new URL(raw), {})));
      const url = new URL(address, instance.baseUrl);
      samples.download.push(await timed(() => takeBytes(url, headersOf(instance))));
    }
  } finally {
    child.disconnect();
    rmSync(rawFile, { force: true });
  }
  const rate = (times) => `${round(BYTES / 1e6 / (median(times) / 1000), 0)} MB/s`;
  const ratio = (name, ours, theirs) => ({
    name,
    value: round(median(theirs) / median(ours)),
    unit: 'ratio',
    target: 0.5,
    better: 'higher',
    comparedWith: `1 GiB at ${rate(ours)} against ${rate(theirs)} raw, medians of ${TURNS}, interleaved`,
  });
  return {
    results: [
      ratio('upload-vs-raw', samples.upload, samples.rawUpload),
      ratio('download-vs-raw', samples.download, samples.rawDownload),
      {
        name: 'upload-memory-growth-mib',
        value: round(median(samples.growthMib), 0),
        unit: 'MiB',
        target: 64,
        better: 'lower',
        comparedWith: `resident memory of the server while 1 GiB arrives, at its most against before; ${samples.growthMib.map((mib) => round(mib, 0)).join(', ')}`,
      },
    ],
    samples,
  };
}

export const headersOf = ({ baseUrl, cookie }) => ({
  cookie: `${cookie.name}=${cookie.value}`,
  origin: baseUrl,
  'sec-fetch-site': 'same-origin',
});

/** All that a browser does: begin, send, make evidence of it. Answers with the address of the file. */
export async function upload(instance, sizeBytes) {
  const http = connection(instance);
  const tus = { 'tus-resumable': '1.0.0' };
  try {
    const head = {
      ...tus,
      'upload-length': sizeBytes,
      'upload-metadata': 'filename bG9ncy5iaW4=',
      'content-length': 0,
    };
    const begun = await http.send('POST', '/api/evidence/uploads', null, head);
    if (begun.status !== 201) throw new Error(`an upload was answered with ${begun.status}: ${begun.body}`);
    const path = begun.headers.location;
    const url = new URL(path, instance.baseUrl);
    const type = { 'content-type': 'application/offset+octet-stream', 'upload-offset': 0 };
    await sendBytes(url, 'PATCH', { ...headersOf(instance), ...tus, ...type }, sizeBytes, 204);
    const uploadIds = [path.split('/').at(-1)];
    const added = await http.send('POST', '/api/evidence', JSON.stringify({ uploadIds }));
    if (added.status !== 201) throw new Error(`evidence was answered with ${added.status}: ${added.body}`);
    const { evidenceId } = JSON.parse(added.body);
    const { rows } = await instance.owner.query('SELECT "id" FROM "EvidenceFile" WHERE "evidenceId" = $1', [
      evidenceId,
    ]);
    return `/api/evidence/${evidenceId}/files/${rows[0].id}`;
  } finally {
    http.close();
  }
}

async function timed(work) {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

async function sendBytes(url, method, headers, sizeBytes, expected) {
  const outgoing = request(url, { method, headers: { ...headers, 'content-length': sizeBytes } });
  const answered = once(outgoing, 'response');
  for (let sent = 0; sent < sizeBytes; sent += piece.length)
    if (!outgoing.write(piece)) await once(outgoing, 'drain');
  outgoing.end();
  const [answer] = await answered;
  answer.resume();
  if (answer.statusCode !== expected) throw new Error(`an upload was answered with ${answer.statusCode}`);
}

export async function takeBytes(url, headers) {
  const [answer] = await once(request(url, { headers }).end(), 'response');
  let bytes = 0;
  for await (const chunk of answer) bytes += chunk.length;
  if (answer.statusCode !== 200 || bytes !== BYTES)
    throw new Error(`${bytes} bytes came, with ${answer.statusCode}`);
}

function residentMib(pid) {
  const match = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Number(match?.[1] ?? 0) / 1024;
}
