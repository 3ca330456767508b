import { ChevronLeft, ChevronRight } from '@/components/ui/icons';
import { LinkButton } from '@/components/ui/link-button';
import type { Requirement } from '@/lib/catalogue/model';

/** To the neighbours in the standard's order. */
export function StepLinks({ previous, next }: { previous: Requirement | null; next: Requirement | null }) {
  return (
    <>
      {previous && (
        <LinkButton
          href={`/catalogue/${previous.requirementNumber}`}
          size="sm"
          icon={<ChevronLeft />}
          label={`Previous: ${previous.requirementNumber} ${previous.title}`}
        />
      )}
      {next && (
        <LinkButton
          href={`/catalogue/${next.requirementNumber}`}
          size="sm"
          icon={<ChevronRight />}
          label={`Next: ${next.requirementNumber} ${next.title}`}
        />
      )}
    </>
  );
}
