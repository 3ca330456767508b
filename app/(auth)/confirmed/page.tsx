import type { Metadata } from 'next';
import { ConfirmedNews } from '@/components/access/confirmed-news';
import { Door } from '@/components/access/door';

export const metadata: Metadata = { title: 'Confirmation' };

/** Where the window ends that asked somebody to confirm at their company's sign-on. It knows nothing and shows nothing. */
export default async function ConfirmedPage({ searchParams }: PageProps<'/confirmed'>) {
  const isConfirmed = (await searchParams).outcome === 'confirmed';
  return (
    <Door
      title={isConfirmed ? 'You are confirmed' : 'You are not confirmed'}
      intro={
        isConfirmed
          ? 'Close this window and go on where you were.'
          : 'Close this window and try again. If it happens again, your administrator finds the reason in the audit log.'
      }
    >
      <ConfirmedNews outcome={isConfirmed ? 'confirmed' : 'refused'} />
    </Door>
  );
}
