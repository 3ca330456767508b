import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { Door } from '@/components/access/door';
import { SignInForm } from '@/components/access/sign-in-form';
import { currentSession } from '@/lib/access/authorize';
import { deriveReturnPath } from '@/lib/access/rules';
import { isSetUp } from '@/lib/person/queries';
import { env } from '@/lib/platform/env';

export const metadata: Metadata = { title: 'Sign in' };

export default async function SignInPage({ searchParams }: PageProps<'/sign-in'>) {
  if (!(await isSetUp())) redirect('/setup');
  const returnPath = deriveReturnPath((await searchParams).next);
  // The path was checked to be one of this site; the route types only know literal ones.
  if (await currentSession()) redirect(returnPath as '/');
  return (
    <Door
      title="Sign in to Inplace"
      intro="Use the account that your administrator gave you."
      footnote="Every sign-in is recorded. After 15 minutes without activity you sign in again."
    >
      <SignInForm returnPath={returnPath} publicAddress={new URL(env().NEXTAUTH_URL).origin} />
    </Door>
  );
}
