import { Agent, request } from 'node:http';

/** One kept-alive connection, as a browser tab has. Times are milliseconds to the first byte of the answer. */
export function connection(instance) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const { cookie, baseUrl } = instance;
  const send = (method, path, body, headers = {}) =>
    new Promise((resolve, reject) => {
      const started = performance.now();
      const outgoing = request(
        new URL(path, baseUrl),
        {
          method,
          agent,
          headers: {
            cookie: `${cookie.name}=${cookie.value}`,
            origin: baseUrl,
            'sec-fetch-site': 'same-origin',
            ...(body && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }),
            ...headers,
          },
        },
        (answer) => {
          const firstByte = performance.now() - started;
          const chunks = [];
          answer.on('data', (chunk) => chunks.push(chunk));
          answer.on('end', () =>
            resolve({
              status: answer.statusCode,
              headers: answer.headers,
              firstByte,
              total: performance.now() - started,
              body: Buffer.concat(chunks),
            }),
          );
        },
      );
      outgoing.on('error', reject);
      outgoing.end(body);
    });
  return { send, close: () => agent.destroy() };
}
