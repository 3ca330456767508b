import type { Metadata } from 'next';
import Link from 'next/link';
import { redirect } from 'next/navigation';
import { Door } from '@/components/access/door';
import { SignedInNews } from '@/components/access/signed-in-news';
import { currentSession } from '@/lib/access/authorize';

export const metadata: Metadata = { title: 'Signed in' };

/** Where a sign-in beside another tab ends: the work is there, not here. */
export default async function SignedInPage() {
  if (!(await currentSession())) redirect('/sign-in?next=/signed-in');
  return (
    <Door
      title="You are signed in again"
      intro="What you were doing waits in the other tab, and goes on there. You may close this one."
    >
      <SignedInNews />
      <p className="mt-4">
        <Link className="link" href="/dashboard">
          Go to the overview
        </Link>
      </p>
    </Door>
  );
}
