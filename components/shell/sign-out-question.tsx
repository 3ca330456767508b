'use client';

import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import type { Unsent } from './sign-out-guard';

type SignOutQuestionProps = { unsent: Unsent; onStay: () => void; onSignOut: () => void };

export default function SignOutQuestion({ unsent, onStay, onSignOut }: SignOutQuestionProps) {
  const { kept, inTab, comments } = unsent;
  const title =
    kept + inTab > 0
      ? 'Sign out with answers that are not saved?'
      : 'Sign out with a comment that is not sent?';
  return (
    <Dialog open onClose={onStay} title={title}>
      <p className="mt-1 text-ink-2 text-read">
        {kept > 0 &&
          `${answers(kept)} in this browser, where nobody else can read ${them(kept)}, and ${kept === 1 ? 'is' : 'are'} sent when you sign in here again and open the checklist. `}
        {inTab > 0 && `${answers(inTab)} in this tab only and will be lost. `}
        {comments === 1 && 'One comment is not sent; it is removed from this browser.'}
        {comments > 1 && `${comments} comments are not sent; they are removed from this browser.`}
      </p>
      <div className="dialog-actions">
        <Button onClick={onStay}>Stay signed in</Button>
        <Button variant="danger" onClick={onSignOut}>
          Sign out
        </Button>
      </div>
    </Dialog>
  );
}

const answers = (count: number) =>
  count === 1
    ? 'One answer has not reached the server. It is'
    : `${count} answers have not reached the server. They are`;

const them = (count: number) => (count === 1 ? 'it' : 'them');
