import { EmptyState } from '@/components/ui/empty-state';
import { ChevronRight, CircleCheck, Inbox } from '@/components/ui/icons';
import { SectionHead } from '@/components/ui/section-head';
import { TabLinks } from '@/components/ui/tab-links';
import type { OwnRequirement } from '@/lib/assignment/model';
import { byAssessment, isToDo, toDoNote } from '@/lib/assignment/rules';
import { formatNumber } from '@/lib/platform/format';
import { OwnRequirementTable } from './own-requirement-table';

type AssignedListProps = { requirements: readonly OwnRequirement[]; showsAll: boolean };

/** One person's requirements by assessment: what is still to be done with the rest folded below, or all of them. */
export function AssignedList({ requirements, showsAll }: AssignedListProps) {
  if (requirements.length === 0) {
    return (
      <EmptyState icon={<Inbox />} title="Nothing is assigned to you">
        A compliance officer assigns requirements under “Who answers what” of an assessment. They are listed
        here from then on, until the assessment is signed.
      </EmptyState>
    );
  }
  const open = requirements.filter(isToDo);
  const done = requirements.filter((one) => !isToDo(one));
  const tabs = [
    {
      href: '/assigned' as const,
      label: 'Still to do',
      count: formatNumber(open.length),
      current: !showsAll,
    },
    {
      href: '/assigned?show=all' as const,
      label: 'All',
      count: formatNumber(requirements.length),
      current: showsAll,
    },
  ];
  return (
    <div className="grid max-w-4xl gap-7">
      <TabLinks label="Which requirements" tabs={tabs} />
      {showsAll ? (
        <ByAssessment list={[...open, ...done]} />
      ) : (
        <>
          {open.length === 0 && (
            <EmptyState icon={<CircleCheck />} title="Nothing is left to do">
              All that is assigned to you is answered, with what its answers need.
            </EmptyState>
          )}
          <ByAssessment list={open} />
          {done.length > 0 && (
            <details className="group">
              <summary className="inline-flex items-center gap-1.5 text-accent">
                <ChevronRight className="group-open:rotate-90" />
                Done ({formatNumber(done.length)})
              </summary>
              <div className="mt-4 grid gap-7">
                <ByAssessment list={done} />
              </div>
            </details>
          )}
        </>
      )}
    </div>
  );
}

function ByAssessment({ list }: { list: readonly OwnRequirement[] }) {
  return byAssessment(list).map((group) => (
    <section key={group[0]?.assessmentId}>
      <SectionHead title={group[0]?.assessmentName ?? ''} note={toDoNote(group)} />
      <OwnRequirementTable list={group} caption={`Requirements of ${group[0]?.assessmentName ?? ''}`} />
    </section>
  ));
}
