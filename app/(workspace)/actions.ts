'use server';

import { revalidatePath } from 'next/cache';
import { cookies } from 'next/headers';
import { redirect } from 'next/navigation';
import { frameSession, sessionCookieOptions } from '@/app/access';
import { writePreferences } from '@/app/preferences';
import { type SessionContext, sessionCookieName } from '@/lib/access/session';
import { switchOrganization } from '@/lib/organization/commands/organization';
import { findElsewhere, isRecordAddress } from '@/lib/organization/elsewhere';
import { endSession } from '@/lib/person/commands/session';
import { AppError } from '@/lib/platform/errors';
import { formRowId } from '@/lib/platform/parse';

/** These forms sit in the frame of every page and have no place for an error: who has no session any more signs in again. */
async function sessionOrSignIn(): Promise<SessionContext> {
  try {
    return await frameSession();
  } catch (error) {
    if (error instanceof AppError) redirect('/sign-in');
    throw error;
  }
}

/** Ends the session row first: from then on the cookie is worthless, wherever a copy of it may be. */
export async function signOutAction(): Promise<void> {
  await endSession(await sessionOrSignIn());
  // With all that it was set with: a browser ignores what takes less of a __Host- cookie.
  (await cookies()).set(sessionCookieName(), '', { ...sessionCookieOptions(), maxAge: 0 });
  redirect('/sign-in');
}

export async function switchOrganizationAction(form: FormData): Promise<void> {
  const session = await sessionOrSignIn();
  try {
    await switchOrganization(session, formRowId(form, 'organizationId'));
  } catch (error) {
    // The list was drawn before the membership ended: the dashboard is drawn with the list as it is now.
    if (!(error instanceof AppError)) throw error;
  }
  // The frame around the page names the organization: it is drawn anew too.
  revalidatePath('/', 'layout');
  const to = form instanceof FormData ? form.get('to') : null;
  redirect((typeof to === 'string' && isRecordAddress(to) ? to : '/dashboard') as '/dashboard');
}

/** For a page that was not found: the organization of the same person in which it would be. */
export async function findElsewhereAction(
  path: string,
): Promise<{ organizationId: string; name: string } | null> {
  const session = await sessionOrSignIn();
  return typeof path === 'string' && path.length <= 500 ? findElsewhere(session, path) : null;
}

/** Theme, row height, single-key commands: how this browser shows Inplace. */
export async function setAppearanceAction(form: FormData): Promise<void> {
  await sessionOrSignIn();
  if (form instanceof FormData) await writePreferences(form);
}
