'use server';

import { revalidatePath } from 'next/cache';
import { cookies } from 'next/headers';
import { redirect } from 'next/navigation';
import { actionSession } from '@/app/access';
import { writePreferences } from '@/app/preferences';
import { sessionCookieName } from '@/lib/access/session';
import { switchOrganization } from '@/lib/organization/commands/organization';
import { endSession } from '@/lib/person/commands';
import { parseRowId } from '@/lib/platform/parse';

/** Ends the session row first: from then on the cookie is worthless, wherever a copy of it may be. */
export async function signOutAction(): Promise<void> {
  await endSession(await actionSession());
  (await cookies()).delete(sessionCookieName());
  redirect('/sign-in');
}

export async function switchOrganizationAction(form: FormData): Promise<void> {
  const session = await actionSession();
  await switchOrganization(session, parseRowId(form.get('organizationId')));
  // The frame around the page names the organization: it is drawn anew too.
  revalidatePath('/', 'layout');
  redirect('/dashboard');
}

/** Theme, row height, single-key commands: how this browser shows Inplace. */
export async function setAppearanceAction(form: FormData): Promise<void> {
  await actionSession();
  await writePreferences(form);
}
