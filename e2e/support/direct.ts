import { type APIRequestContext, request as playwrightRequest } from '@playwright/test';

export type Entered = { status: number; context: APIRequestContext };

/**
 * A browser without pages at a server that stands behind one proxy: `from` is the address that the proxy writes down. The
 * test disposes of it.
 */
export function visitor(baseUrl: string, from: string, more: Record<string, string> = {}) {
  return playwrightRequest.newContext({
    baseURL: baseUrl,
    extraHTTPHeaders: { 'x-forwarded-for': from, origin: new URL(baseUrl).origin, ...more },
  });
}

/** Signs in as the form does: 200 with a session in the context, or 401. */
export async function enter(
  context: APIRequestContext,
  given: { email: string; password: string; code?: string },
): Promise<number> {
  const { csrfToken } = await (await context.get('/api/auth/csrf')).json();
  const answer = await context.post('/api/auth/callback/credentials', {
    form: { csrfToken, code: '', json: 'true', ...given },
    maxRedirects: 0,
  });
  return answer.status();
}
