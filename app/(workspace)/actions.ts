'use server';

import { revalidatePath } from 'next/cache';
import { cookies } from 'next/headers';
import { redirect } from 'next/navigation';
import { actionSession } from '@/app/access';
import { writePreferences } from '@/app/preferences';
import { type SessionContext, sessionCookieName } from '@/lib/access/session';
import { switchOrganization } from '@/lib/organization/commands/organization';
import { endSession } from '@/lib/person/commands';
import { AppError } from '@/lib/platform/errors';
import { formRowId } from '@/lib/platform/parse';

/** These forms sit in the frame of every page and have no place for an error: who has no session any more signs in again. */
async function frameSession(): Promise<SessionContext> {
  try {
    return await actionSession();
  } catch (error) {
    if (error instanceof AppError) redirect('/sign-in');
    throw error;
  }
}

/** Ends the session row first: from then on the cookie is worthless, wherever a copy of it may be. */
export async function signOutAction(): Promise<void> {
  await endSession(await frameSession());
  (await cookies()).delete(sessionCookieName());
  redirect('/sign-in');
}

export async function switchOrganizationAction(form: FormData): Promise<void> {
  const session = await frameSession();
  try {
    await switchOrganization(session, formRowId(form, 'organizationId'));
  } catch (error) {
    // The list was drawn before the membership ended: the dashboard is drawn with the list as it is now.
    if (!(error instanceof AppError)) throw error;
  }
  // The frame around the page names the organization: it is drawn anew too.
  revalidatePath('/', 'layout');
  redirect('/dashboard');
}

/** Theme, row height, single-key commands: how this browser shows Inplace. */
export async function setAppearanceAction(form: FormData): Promise<void> {
  await frameSession();
  if (form instanceof FormData) await writePreferences(form);
}
