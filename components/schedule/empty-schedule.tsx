import { EmptyState } from '@/components/ui/empty-state';
import { CalendarRange } from '@/components/ui/icons';
import { LinkButton } from '@/components/ui/link-button';

export function EmptySchedule({ mayCreate }: { mayCreate: boolean }) {
  return (
    <EmptyState
      icon={<CalendarRange />}
      title="An assessment plans its activities"
      action={mayCreate && <LinkButton href="/integrations">Choose an integration to assess</LinkButton>}
    >
      When an assessment is created, the scans, reviews and tests that its questionnaire asks for appear here
      with their due days. Activities of your own can be added at any time.
    </EmptyState>
  );
}
