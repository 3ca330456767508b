import Link from 'next/link';
import { ChevronRight } from '@/components/ui/icons';
import type { RequirementGroup } from '@/lib/catalogue/search';
import { questionnaireMarks } from '@/lib/catalogue/words';

/** Principal requirements that open, their sections, and the requirements with the questionnaires that ask for them. */
export function RequirementTree({
  groups,
  open,
}: {
  groups: readonly RequirementGroup[];
  /** Search results stand open, the whole standard stands closed. */
  open: boolean;
}) {
  return (
    <div className="border-line-strong border-b">
      {groups.map(({ principal, sections }) => (
        <details key={principal.requirementNumber} open={open} className="group border-line-strong border-t">
          <summary className="grid grid-cols-[1rem_2rem_minmax(0,1fr)_auto] items-center gap-2 py-2.5 hover:bg-hover">
            <ChevronRight className="text-ink-3 group-open:rotate-90" />
            <span className="font-medium">{principal.requirementNumber}</span>
            <h2>{principal.title}</h2>
            <small className="text-ink-3">{countOf(sections)}</small>
          </summary>
          <div className="grid gap-4 pt-1 pb-5 pl-[3.75rem] max-md:pl-0">
            {sections.map(({ section, requirements }) => (
              <section key={section.requirementNumber} aria-labelledby={`s-${section.requirementNumber}`}>
                <h3 id={`s-${section.requirementNumber}`} className="flex gap-2 pb-1 text-ink-2">
                  <Link href={`/catalogue/${section.requirementNumber}`} className="hover:underline">
                    {section.requirementNumber} {section.title}
                  </Link>
                </h3>
                <ul>
                  {requirements.map((requirement) => (
                    <li
                      key={requirement.requirementNumber}
                      className="grid grid-cols-[4.5rem_minmax(0,1fr)_auto] items-baseline gap-x-3 border-line border-t py-1.5 max-md:grid-cols-[4.5rem_minmax(0,1fr)]"
                    >
                      <span className="text-ink-3">{requirement.requirementNumber}</span>
                      <Link href={`/catalogue/${requirement.requirementNumber}`} className="hover:underline">
                        {requirement.title}
                        {requirement.supersededBy && (
                          <span className="text-ink-3"> · superseded by {requirement.supersededBy}</span>
                        )}
                      </Link>
                      <small className="text-ink-3 max-md:col-start-2">
                        <span className="sr-only">Asked by SAQ </span>
                        {requirement.questionnaireIds.map((id) => questionnaireMarks[id]).join(' · ') ||
                          'no questionnaire'}
                      </small>
                    </li>
                  ))}
                </ul>
              </section>
            ))}
          </div>
        </details>
      ))}
    </div>
  );
}

function countOf(sections: RequirementGroup['sections']): string {
  const count = sections.reduce((sum, { requirements }) => sum + requirements.length, 0);
  return `${count} ${count === 1 ? 'requirement' : 'requirements'}`;
}
