'use client';

import { Fragment, memo, type ReactNode, useState } from 'react';
import { ChevronRight } from '@/components/ui/icons';
import type { RequirementGuide } from '@/lib/response/model';
import { webNoteFor } from '@/lib/response/rules/web-note';
import { useChecklist } from '../checklist-context';
import { OpenLink } from '../open-link';
import { useCurrentRequirement } from '../use-current';
import { withoutStop } from '../words';

/** What good looks like, how to test it, why it is asked: folded on phones, open elsewhere. */
export const GuideView = memo(function GuideView({ guide }: { guide: RequirementGuide }) {
  const { view } = useChecklist();
  const webNote = webNoteFor(guide.ecommerce, view.methods);
  return (
    <div className="guide">
      <Fold title="What good looks like">
        <ul>
          {guide.good.map((line) => (
            <li key={line}>{linked(line)}</li>
          ))}
        </ul>
      </Fold>
      <Fold title="How to test it">
        <ol>
          {guide.verify.map((line) => (
            <li key={line}>{linked(line)}</li>
          ))}
        </ol>
      </Fold>
      <details className="guide-why">
        <summary className="more">
          <ChevronRight />
          Why it is asked, and the notes that apply
        </summary>
        <div className="guide-notes">
          <p>{linked(guide.summary)}</p>
          <Note title="Often missing" lines={guide.gaps} />
          {webNote && (
            <Note title="On the web">
              {guide.webReason && `${guide.webReason}. `}
              {webNote.map((part, index) => (
                <span key={part.text} className={part.concerns ? undefined : 'text-ink-3'}>
                  {index > 0 && ' '}
                  {linked(part.text)}
                </span>
              ))}
            </Note>
          )}
          {guide.notApplicableWhen && (
            <Note title="Not Applicable is honest when">{linked(withoutStop(guide.notApplicableWhen))}.</Note>
          )}
        </div>
      </details>
    </div>
  );
});

/** Folds on phones only: there the heading is a button, elsewhere the text is always there (see requirement.css). */
function Fold({ title, children }: { title: string; children: ReactNode }) {
  const [open, setOpen] = useState(false);
  return (
    <section className="guide-fold" data-open={open || undefined}>
      <h2>
        <span className="max-md:hidden">{title}</span>
        <button type="button" className="md:hidden" aria-expanded={open} onClick={() => setOpen(!open)}>
          {title}
          <ChevronRight />
        </button>
      </h2>
      {children}
    </section>
  );
}

function Note({
  title,
  lines,
  children,
}: {
  title: string;
  lines?: readonly string[];
  children?: ReactNode;
}) {
  if (lines && lines.length === 0) return null;
  return (
    <div>
      <h3>{title}</h3>
      {children && <p>{children}</p>}
      {lines && (
        <ul>
          {lines.map((line) => (
            <li key={line}>{linked(line)}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** Requirement numbers in a text become links to their requirement, as far as this questionnaire asks it. */
function linked(text: string): ReactNode {
  return text.split(/(\b(?:A?\d{1,2}\.\d{1,2}(?:\.\d{1,2}){0,3})\b)/).map((part, index) =>
    index % 2 === 1 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: parts of a text never move
      <RequirementLink key={index} requirementNumber={part} />
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: parts of a text never move
      <Fragment key={index}>{part}</Fragment>
    ),
  );
}

function RequirementLink({ requirementNumber }: { requirementNumber: string }) {
  const { store } = useChecklist();
  const { go } = useCurrentRequirement();
  const isAsked = store.get().items.some((item) => item.requirementNumber === requirementNumber);
  if (!isAsked) return requirementNumber;
  return <OpenLink requirementNumber={requirementNumber} onOpen={go} className="link" />;
}
