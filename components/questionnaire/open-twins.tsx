import type { Route } from 'next';
import { LinkButton } from '@/components/ui/link-button';
import { Notice } from '@/components/ui/notice';

type OpenTwinsProps = { twins: readonly { assessmentId: string; name: string; revision: number }[] };

/** Assessments that are under way for just this: going on there comes before making another one. */
export function OpenTwins({ twins }: OpenTwinsProps) {
  return (
    <div className="mb-6 grid gap-3 empty:hidden">
      {twins.map(({ assessmentId, name, revision }) => (
        <Notice
          key={assessmentId}
          tone="ok"
          title={`This settles the question for ${name}${revision > 1 ? `, revision ${revision}` : ''}, too.`}
          action={
            <LinkButton size="sm" variant="primary" href={`/assessments/${assessmentId}` as Route}>
              Go on there
            </LinkButton>
          }
        >
          It is open for the same payments and questionnaire. Make another one below only for another year.
        </Notice>
      ))}
    </div>
  );
}
