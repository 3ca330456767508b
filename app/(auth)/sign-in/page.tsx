import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { Door } from '@/components/access/door';
import { SignInForm } from '@/components/access/sign-in-form';
import { Notice } from '@/components/ui/notice';
import { currentSession } from '@/lib/access/authorize';
import { deriveReturnPath } from '@/lib/access/rules';
import { isSetUp } from '@/lib/person/queries';
import { env } from '@/lib/platform/env';
import { offerPasskeySignInAction, offerSignOnAction, startSignOnAction } from './actions';

export const metadata: Metadata = { title: 'Sign in' };

/** How a sign-on at a company's provider ended. Why stands in the audit log of the organization and nowhere here. */
const signOnOutcomes = [
  {
    code: 'refused',
    title: 'Your company’s sign-on worked, but this account may not use Inplace.',
    advice: 'Ask the administrator of Inplace in your company.',
  },
  {
    code: 'failed',
    title: 'The sign-on did not come to an end.',
    advice: 'Start again from here. If it happens again, tell your administrator.',
  },
  {
    code: 'slow-down',
    title: 'Too many sign-ins have failed from where you are.',
    advice: 'Wait a quarter of an hour, then try again.',
  },
];

export default async function SignInPage({ searchParams }: PageProps<'/sign-in'>) {
  if (!(await isSetUp())) redirect('/setup');
  const params = await searchParams;
  const returnPath = deriveReturnPath(params.next);
  const outcome = signOnOutcomes.find(({ code }) => code === params['sign-on']);
  // The path was checked to be one of this site; the route types only know literal ones.
  if (await currentSession()) redirect(returnPath as '/');
  return (
    <Door
      title="Sign in to Inplace"
      intro="Use the account that your administrator gave you."
      footnote="Every sign-in is recorded. After a while without a click, 15 minutes at most, you sign in again."
    >
      {params.reset === '1' && (
        <div className="mt-4">
          <Notice tone="ok" role="status" title="Your new password is saved. Sign in with it." />
        </div>
      )}
      {params.again === '1' && (
        <div className="mt-4">
          <Notice role="status" title="Sign in once more, then set up your second factor.">
            A second factor is due now, and your last sign-in is a while ago.
          </Notice>
        </div>
      )}
      {outcome && (
        <div className="mt-4">
          <Notice tone="late" role="alert" title={outcome.title}>
            {outcome.advice}
          </Notice>
        </div>
      )}
      <SignInForm
        offerPasskey={offerPasskeySignInAction}
        signOn={{ offer: offerSignOnAction, start: startSignOnAction }}
        returnPath={returnPath}
        publicAddress={new URL(env().NEXTAUTH_URL).origin}
      />
    </Door>
  );
}
