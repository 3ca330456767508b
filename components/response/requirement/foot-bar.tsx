'use client';

import type { Route } from 'next';
import Link from 'next/link';
import { ArrowLeft, ArrowRight } from '@/components/ui/icons';
import { KeyCap } from '@/components/ui/key-cap';
import type { ChecklistItem } from '@/lib/response/model';
import { nextOpen } from '@/lib/response/rules/progress';
import { useChecklist } from '../checklist-context';
import { OpenLink } from '../open-link';

type FootBarProps = {
  items: readonly ChecklistItem[];
  current: string;
  optionCount: number;
  onOpen: (requirementNumber: string) => void;
};

/** Previous, next, and where to go on. */
export function FootBar({ items, current, optionCount, onOpen }: FootBarProps) {
  const { view, store } = useChecklist();
  const at = items.findIndex((item) => item.requirementNumber === current);
  const [previous, next] = [items[at - 1], items[at + 1]];
  const open = nextOpen(items, current, store.setting.form);
  return (
    <footer className="req-foot">
      {previous ? (
        <OpenLink className="btn" requirementNumber={previous.requirementNumber} onOpen={onOpen}>
          <ArrowLeft />
          <span>
            <span className="sr-only">Previous, </span>
            {previous.requirementNumber}
          </span>
          <KeyCap>K</KeyCap>
        </OpenLink>
      ) : (
        <span />
      )}
      <div className="hints" aria-hidden="true">
        <span>
          <kbd>1</kbd> to <kbd>{optionCount}</kbd> answer
        </span>
        <span>
          <kbd>N</kbd> note
        </span>
        <span>
          <kbd>E</kbd> evidence
        </span>
        <span>
          <kbd>?</kbd> all keys
        </span>
      </div>
      {next && (
        <OpenLink className="btn" requirementNumber={next.requirementNumber} onOpen={onOpen}>
          <span>
            <span className="sr-only">Next, </span>
            {next.requirementNumber}
          </span>
          <ArrowRight />
          <KeyCap>J</KeyCap>
        </OpenLink>
      )}
      {open && open.requirementNumber !== current ? (
        <OpenLink className="btn btn-primary" requirementNumber={open.requirementNumber} onOpen={onOpen}>
          {open.because === 'UNANSWERED' ? 'Next unanswered' : 'Next incomplete'}
          <KeyCap>U</KeyCap>
        </OpenLink>
      ) : (
        <Link
          className={open ? 'btn' : 'btn btn-primary'}
          href={`/assessments/${view.assessmentId}/sign-off` as Route}
          prefetch={false}
        >
          Review and sign
        </Link>
      )}
    </footer>
  );
}
