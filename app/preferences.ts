import 'server-only';
import { cookies } from 'next/headers';
import { isSecureSite } from '@/lib/access/session';
import { sessionCookieOptions } from './access';

const themes = ['system', 'light', 'dark'] as const;
const densities = ['normal', 'compact', 'roomy'] as const;
const keyChoices = ['on', 'off'] as const;
const choices = { theme: themes, density: densities, keys: keyChoices };

const YEAR = 365 * 24 * 60 * 60;

/** On https with the prefix that keeps other hosts of the domain from setting it. */
export function preferenceCookieName(preference: keyof typeof choices): string {
  return `${isSecureSite() ? '__Host-' : ''}inplace-${preference}`;
}

/** What this browser asked for: how Inplace looks and whether single keys act. The first choice is the default. */
export async function readPreferences() {
  const jar = await cookies();
  function read<C extends string>(preference: keyof typeof choices, known: readonly [C, ...C[]]): C {
    const value = jar.get(preferenceCookieName(preference))?.value;
    return known.find((choice) => choice === value) ?? known[0];
  }
  return {
    theme: read('theme', themes),
    density: read('density', densities),
    keys: read('keys', keyChoices),
  };
}

/** Keeps the choices that a form names; unknown values are ignored. */
export async function writePreferences(form: FormData): Promise<void> {
  const jar = await cookies();
  for (const preference of ['theme', 'density', 'keys'] as const) {
    const known: readonly string[] = choices[preference];
    const value = form.get(preference);
    const chosen = known.find((choice) => choice === value);
    if (chosen === undefined) continue;
    jar.set(preferenceCookieName(preference), chosen, {
      ...sessionCookieOptions(),
      maxAge: chosen === known[0] ? 0 : YEAR,
    });
  }
}
