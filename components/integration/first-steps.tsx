import { CircleCheck, CircleDashed } from '@/components/ui/icons';
import { LinkButton } from '@/components/ui/link-button';

type FirstStepsProps = { hasLegalEntity: boolean; hasProvider: boolean; mayAdd: boolean };

/** The way from nothing to a questionnaire. The integration form covers the first three steps by itself. */
export function FirstSteps({ hasLegalEntity, hasProvider, mayAdd }: FirstStepsProps) {
  const steps = [
    { done: hasLegalEntity, words: 'Legal entity: who takes the payments' },
    { done: hasProvider, words: 'Provider: who handles the cards for you' },
    { done: false, words: 'Integration: how cards are taken' },
    { done: false, words: 'Questionnaire: which SAQ applies, and why' },
  ];
  return (
    <div className="empty">
      <h2 className="font-semibold">No integration yet</h2>
      <p>An integration is one way in which you take cards: a checkout, a phone line, a till.</p>
      <ol className="my-3 grid gap-1.5 text-start">
        {steps.map(({ done, words }) => (
          <li key={words} className="flex items-center gap-2">
            {done ? <CircleCheck className="tone-ok" /> : <CircleDashed className="text-ink-3" />}
            <span className={done ? 'text-ink-3' : undefined}>
              {words}
              {done && <span className="sr-only"> (done)</span>}
            </span>
          </li>
        ))}
      </ol>
      {mayAdd ? (
        <>
          <LinkButton href="/integrations/new" variant="primary">
            Add the first integration
          </LinkButton>
          <p className="text-small">Legal entity and provider can be added in the same form.</p>
        </>
      ) : (
        <p>A compliance officer adds the first one.</p>
      )}
    </div>
  );
}
