import 'server-only';
import { cookies } from 'next/headers';
import { isSecureSite } from '@/lib/access/session';

const themes = ['system', 'light', 'dark'] as const;
const densities = ['normal', 'compact', 'roomy'] as const;
const keyChoices = ['on', 'off'] as const;
const choices = { theme: themes, density: densities, keys: keyChoices };

const YEAR = 365 * 24 * 60 * 60;

function cookieName(preference: string): string {
  return `inplace-${preference}`;
}

/** What this browser asked for: how Inplace looks and whether single keys act. The first choice is the default. */
export async function readPreferences() {
  const jar = await cookies();
  function read<C extends string>(preference: string, known: readonly [C, ...C[]]): C {
    const value = jar.get(cookieName(preference))?.value;
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
  for (const [preference, known] of Object.entries(choices)) {
    const value = form.get(preference);
    const chosen = known.find((choice) => choice === value);
    if (chosen === undefined) continue;
    jar.set(cookieName(preference), chosen, {
      httpOnly: true,
      sameSite: 'lax',
      path: '/',
      maxAge: chosen === known[0] ? 0 : YEAR,
      secure: isSecureSite(),
    });
  }
}
