import { EmptyState } from '@/components/ui/empty-state';
import { CalendarRange } from '@/components/ui/icons';
import { LinkButton } from '@/components/ui/link-button';

/** `seesAll`: false for somebody who is shown their own activities alone. */
export function EmptySchedule({ mayCreate, seesAll }: { mayCreate: boolean; seesAll: boolean }) {
  if (!seesAll) {
    return (
      <EmptyState icon={<CalendarRange />} title="No activity is yours to see">
        What you own, or what belongs to what you were shown, appears here with its due days.
      </EmptyState>
    );
  }
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
