import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { Door } from '@/components/access/door';
import { SetUpClosed } from '@/components/access/set-up-closed';
import { SetUpForm } from '@/components/access/set-up-form';
import { listCountries, listTimeZones } from '@/lib/organization/places';
import { isSetUpTokenValid } from '@/lib/organization/queries';
import { isSetUp } from '@/lib/person/queries';
import { setUpAction } from './actions';

export const metadata: Metadata = { title: 'Set up' };

export default async function SetUpPage({ searchParams }: PageProps<'/setup'>) {
  if (await isSetUp()) redirect('/sign-in');
  const { token } = await searchParams;
  if (typeof token !== 'string' || !(await isSetUpTokenValid(token))) {
    return <SetUpClosed tokenGiven={token !== undefined} />;
  }
  return (
    <Door
      title="Set up Inplace"
      intro="Name your organization and make its first administrator. Both can be changed later."
      footnote="This address works once. Everything you enter stays on the machine that runs Inplace."
    >
      <SetUpForm token={token} action={setUpAction} countries={listCountries()} timeZones={listTimeZones()} />
    </Door>
  );
}
