import { instance } from '../support/instance';
import { expect, test } from '../support/test';

test('scripts and styles come as Brotli to who reads it, as gzip to others, and are the same', async ({
  request,
}) => {
  const page = await (await request.get('/sign-in')).text();
  const paths = [...page.matchAll(/\/_next\/static\/[\w./~-]+\.(?:js|css)/g)].map(([path]) => path);
  expect(new Set(paths).size).toBeGreaterThan(3);
  for (const path of new Set(paths)) {
    const [brotli, plain] = await Promise.all(
      ['br', 'identity'].map(async (encoding) => {
        const answer = await fetch(new URL(path, instance().baseUrl), {
          headers: { 'accept-encoding': encoding },
        });
        return { head: answer.headers, text: await answer.text() };
      }),
    );
    expect(brotli?.head.get('content-encoding'), path).toBe('br');
    expect(brotli?.head.get('cache-control')).toContain('immutable');
    expect(brotli?.head.get('x-content-type-options')).toBe('nosniff');
    expect(plain?.head.get('content-encoding'), path).toBeNull();
    expect(brotli?.text, path).toBe(plain?.text);
  }
});
