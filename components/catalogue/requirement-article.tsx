import type { ReactNode } from 'react';
import { Check, CircleAlert, FileText, Globe, ListChecks, ScanSearch } from '@/components/ui/icons';
import { SectionHead } from '@/components/ui/section-head';
import type { Guidance, Requirement } from '@/lib/catalogue/model';
import { conditionNames } from '@/lib/catalogue/words';

/** The question and our own words on it: what good looks like, how to test, what proves it, what goes wrong. */
export function RequirementArticle({
  requirement,
  guidance,
}: {
  requirement: Requirement;
  guidance: Guidance;
}) {
  const condition = requirement.conditionalOn && conditionNames[requirement.conditionalOn];
  return (
    <article className="grid max-w-[46rem] content-start gap-6">
      <div className="grid gap-2">
        <p className="font-serif text-question">{guidance.question}</p>
        <p className="text-ink-2 text-read">{requirement.summary}</p>
      </div>
      {requirement.answerRows.length > 0 && (
        <Section title="Answered row by row" note={`${requirement.answerRows.length} answers`}>
          <ol className="grid list-decimal gap-1 pl-5 text-read">
            {requirement.answerRows.map((row) => (
              <li key={row}>{row}</li>
            ))}
          </ol>
        </Section>
      )}
      <Points title="What good looks like" points={guidance.good} icon={<Check />} />
      <Points title="How to test it" points={guidance.verify} icon={<ScanSearch />} />
      <Points title="What usually proves it" points={guidance.evidence} icon={<FileText />} />
      <Points title="Common gaps" points={guidance.gaps} icon={<CircleAlert />} />
      {(guidance.ecommerce ?? requirement.ecommerceWhy) && (
        <Section title="For a web integration" note={relevanceOf(requirement)}>
          <Point icon={<Globe />}>{guidance.ecommerce ?? `${requirement.ecommerceWhy}.`}</Point>
        </Section>
      )}
      <Section title="When Not Applicable is honest">
        <Point icon={<ListChecks />}>
          {guidance.notApplicableWhen
            ? `${guidance.notApplicableWhen.replace(/\.$/, '')}.`
            : 'We know of no ordinary case. Whoever answers Not Applicable here should be able to show why.'}
          {condition && ` It applies only where ${condition}.`}
        </Point>
      </Section>
    </article>
  );
}

function relevanceOf(requirement: Requirement): string | undefined {
  return requirement.ecommerceRelevance
    ? `${requirement.ecommerceRelevance} relevance, our judgement`
    : undefined;
}

function Section({
  title,
  note,
  children,
}: {
  title: string;
  note?: string | undefined;
  children: ReactNode;
}) {
  return (
    <section>
      <SectionHead title={title} note={note} />
      {children}
    </section>
  );
}

function Points({ title, points, icon }: { title: string; points: readonly string[]; icon: ReactNode }) {
  return (
    <Section title={title}>
      <ul className="grid gap-1.5">
        {points.map((point) => (
          <li key={point}>
            <Point icon={icon}>{point}</Point>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Point({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <div className="grid grid-cols-[1rem_minmax(0,1fr)] gap-x-2.5 text-read [&>.lucide]:mt-[0.1875rem] [&>.lucide]:text-ink-3">
      {icon}
      <p>{children}</p>
    </div>
  );
}
