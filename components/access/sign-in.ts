'use client';

export type SignInOutcome = 'signed-in' | 'refused' | 'off' | 'slow-down' | 'not-kept' | 'unreachable';

/**
 * Signs in through next-auth: token first, then the credentials. The endpoint answers 200 even when it refuses, so its
 * `url` is looked at; and the session is asked for, because a browser may drop the cookie (wrong address, no https).
 */
export function signIn(given: {
  email: string;
  password: string;
  /** Empty for somebody who has no second factor yet. */
  code: string;
  /** What a passkey has signed, in place of a code. */
  passkey?: string;
}): Promise<SignInOutcome> {
  return send('credentials', given);
}

/** The same with what a passkey has signed. */
export function signInWithPasskey(given: { offer: string; response: string }): Promise<SignInOutcome> {
  return send('passkey', given);
}

async function send(provider: string, given: Record<string, string>): Promise<SignInOutcome> {
  try {
    const csrf: { csrfToken: string } = await (await fetch('/api/auth/csrf', { cache: 'no-store' })).json();
    const answer = await fetch(`/api/auth/callback/${provider}`, {
      method: 'POST',
      body: new URLSearchParams({ ...given, csrfToken: csrf.csrfToken, json: 'true' }),
    });
    if (answer.status === 429) return 'slow-down';
    const { url }: { url?: string } = await answer.json();
    if (!url) return 'unreachable';
    const outcome = new URL(url, window.location.origin).searchParams;
    if (outcome.has('csrf')) return 'not-kept';
    if (outcome.get('error') === 'unavailable') return 'unreachable';
    if (outcome.get('error') === 'off') return 'off';
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
  const password = String(new FormData(form).get('password'));
  const outcome = await signIn({ email, password, code: '' });
  window.location.assign(outcome === 'signed-in' ? path : '/sign-in');
}
