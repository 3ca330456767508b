import { EmptyState } from '@/components/ui/empty-state';
import { ClockAlert } from '@/components/ui/icons';

/** In place of the entries, once somebody has turned more pages than one reads. */
export function TooManyPages({ waitSeconds }: { waitSeconds: number }) {
  const minutes = Math.ceil(waitSeconds / 60);
  return (
    <EmptyState icon={<ClockAlert />} title="That was many pages in a short time">
      {`The log opens again in ${minutes === 1 ? 'a minute' : `${minutes} minutes`}. To read much of it, narrow the filter or export it.`}
    </EmptyState>
  );
}
