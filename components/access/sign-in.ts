'use client';

export type SignInOutcome = 'signed-in' | 'refused' | 'not-kept' | 'unreachable';

/**
 * Signs in through next-auth: token first, then the credentials. The endpoint answers 200 even when it refuses, so its
 * `url` is looked at; and the session is asked for, because a browser may drop the cookie (wrong address, no https).
 */
export async function signIn(email: string, password: string): Promise<SignInOutcome> {
  try {
    const csrf: { csrfToken: string } = await (await fetch('/api/auth/csrf', { cache: 'no-store' })).json();
    const answer = await fetch('/api/auth/callback/credentials', {
      method: 'POST',
      body: new URLSearchParams({ email, password, csrfToken: csrf.csrfToken, json: 'true' }),
    });
    const { url }: { url?: string } = await answer.json();
    if (!url) return 'unreachable';
    const outcome = new URL(url, window.location.origin).searchParams;
    if (outcome.has('csrf')) return 'not-kept';
    if (outcome.get('error') === 'unavailable') return 'unreachable';
    if (!answer.ok || outcome.has('error')) return 'refused';
    const session: { expires?: string } = await (
      await fetch('/api/auth/session', { cache: 'no-store' })
    ).json();
    return session.expires ? 'signed-in' : 'not-kept';
  } catch {
    return 'unreachable';
  }
}

/** Signs in with the password that a form holds and opens the path; without success the sign-in page asks again. */
export async function signInWith(email: string, form: HTMLFormElement, path: string): Promise<void> {
  const password = new FormData(form).get('password');
  const outcome = await signIn(email, String(password));
  window.location.assign(outcome === 'signed-in' ? path : '/sign-in');
}
