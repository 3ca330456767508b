import type { Metadata } from 'next';
import { Door } from '@/components/access/door';
import { ForgottenPasswordForm } from '@/components/access/forgotten-password-form';
import { LinkButton } from '@/components/ui/link-button';
import { canSendMail } from '@/lib/platform/mail';
import { askResetAction } from './actions';

export const metadata: Metadata = { title: 'Forgotten password' };

/** Asks for a link by mail, where the administrator has named a mail server. */
export default function ForgottenPasswordPage() {
  if (canSendMail()) {
    return (
      <Door
        title="Choose a new password"
        intro="A link comes by mail. It works once, for an hour."
        footnote="Your second factor stays the same; it is asked for as always."
      >
        <ForgottenPasswordForm action={askResetAction} />
      </Door>
    );
  }
  return (
    <Door
      title="Choose a new password"
      intro="This installation sends no mail. Whoever runs it makes a link for you on its machine, with “npm run reset-sign-in”."
    >
      <div className="door-fields">
        <LinkButton href="/sign-in">Back to the sign-in</LinkButton>
      </div>
    </Door>
  );
}
