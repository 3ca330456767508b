import type { BulkPart, PartPlan } from '@/lib/checklist-table/model';

const partNames: Record<BulkPart, string> = {
  ANSWER: 'Answer',
  TEST: 'Test record',
  ASSIGN: 'Who answers',
  TAG: 'Tags',
  READY: 'Ready for review',
};

/** What will change and what will not, part by part; requirements with the same words stand together. */
export function BulkPlan({ plan }: { plan: readonly PartPlan[] }) {
  return (
    <div className="m-plan">
      {plan.map(({ part, changes, left }) => (
        <section key={part}>
          <h3>
            {partNames[part]}{' '}
            <small>
              {changes.length} will change, {left.length} will not
            </small>
          </h3>
          <ul>
            {[...grouped(changes, ({ from, to }) => (from ? `${from} → ${to || 'none'}` : to))].map(
              ([words, numbers]) => (
                <li key={words}>
                  <b>{words}</b> {numbers.join(', ')}
                </li>
              ),
            )}
            {[...grouped(left, ({ why }) => why)].map(([words, numbers]) => (
              <li key={words} className="text-ink-2">
                Stays: {words} {numbers.join(', ')}
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function grouped<T extends { requirementNumber: string }>(list: readonly T[], wordsOf: (one: T) => string) {
  const groups = new Map<string, string[]>();
  for (const one of list)
    groups.set(wordsOf(one), [...(groups.get(wordsOf(one)) ?? []), one.requirementNumber]);
  return groups;
}
