import type { ReactNode } from 'react';
import { EmptyState } from '@/components/ui/empty-state';
import { FileClock } from '@/components/ui/icons';

/** `start`: the way to begin one, for those who may. */
export function EmptyAnalyses({ start }: { start: ReactNode }) {
  return (
    <EmptyState icon={<FileClock />} title="No risk analysis yet" action={start}>
      {start
        ? 'Nine requirements let you set how often something is done, for example a review of service accounts (7.2.5.1). An analysis names what is protected, the threats, what makes them likely and what they would do, and follows with a frequency.'
        : 'A compliance officer makes them. Those on which the answers that you see rest appear here.'}
    </EmptyState>
  );
}
