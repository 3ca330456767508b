import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { Door } from '@/components/access/door';
import { ResetPasswordForm } from '@/components/access/reset-password-form';
import { findPasswordReset } from '@/lib/person/commands/reset-password';
import { resetPasswordAction } from './actions';

// The address is the key: no other site may learn it.
export const metadata: Metadata = { title: 'New password', referrer: 'no-referrer' };

export default async function NewPasswordPage({ params }: PageProps<'/new-password/[token]'>) {
  const { token } = await params;
  const holder = await findPasswordReset(token);
  if (!holder) notFound();
  return (
    <Door
      title="Choose a new password"
      intro={`For ${holder.email}.`}
      footnote="All your sessions end. Your second factor is asked for as always."
    >
      <ResetPasswordForm token={token} action={resetPasswordAction} />
    </Door>
  );
}
