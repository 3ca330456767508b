import { Logo } from '@/components/shell/logo';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { UserX } from '@/components/ui/icons';

/** For somebody whose last membership ended: signed in, but nothing to see. */
export function NoOrganization({ signOut }: { signOut: () => Promise<void> }) {
  return (
    <main id="main" className="grid min-h-dvh place-content-center justify-items-center bg-surface p-4">
      <Logo size={28} />
      <EmptyState
        as="h1"
        icon={<UserX />}
        title="You belong to no organization here"
        action={
          <form action={signOut}>
            <Button type="submit">Sign out</Button>
          </form>
        }
      >
        Your membership has ended. Ask an administrator for a new invitation; your earlier work is kept.
      </EmptyState>
    </main>
  );
}
