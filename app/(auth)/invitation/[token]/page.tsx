import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { Door } from '@/components/access/door';
import { InvitationForm } from '@/components/access/invitation-form';
import { roleNames } from '@/lib/access/model';
import { findInvitation } from '@/lib/organization/queries';
import { acceptInvitationAction } from './actions';

export const metadata: Metadata = { title: 'Invitation' };

export default async function InvitationPage({ params }: PageProps<'/invitation/[token]'>) {
  const { token } = await params;
  const invitation = await findInvitation(token);
  if (!invitation) notFound();
  return (
    <Door
      title={`Join ${invitation.organizationName}`}
      intro={`${invitation.name}, you are invited as ${roleNames[invitation.role].toLowerCase()} with ${invitation.email}.`}
      footnote="This link works once. If it was not meant for you, close this page and tell who sent it."
    >
      <InvitationForm token={token} hasAccount={invitation.hasAccount} action={acceptInvitationAction} />
    </Door>
  );
}
