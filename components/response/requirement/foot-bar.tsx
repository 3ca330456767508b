'use client';

import type { Route } from 'next';
import Link from 'next/link';
import { memo } from 'react';
import { ArrowLeft, ArrowRight } from '@/components/ui/icons';
import { KeyCap } from '@/components/ui/key-cap';
import type { ChecklistItem } from '@/lib/response/model';
import { nextOpen } from '@/lib/response/rules/progress';
import { keyOfAnswer } from '../answer-keys';
import { useChecklist, useChecklistState, useItemsInTime } from '../checklist-context';
import { OpenLink } from '../open-link';
import { useSignOff } from '../use-sign-off';

type FootBarProps = {
  current: string;
  onOpen: (requirementNumber: string) => void;
  /** The next answer row of this requirement that is open; -1 where none follows. */
  openRow: number;
  onRow: (row: number) => void;
};

/** Previous, next, and where to go on. */
export function FootBar(props: FootBarProps) {
  return <Foot {...props} items={useItemsInTime()} />;
}

const Foot = memo(function Foot({
  items,
  current,
  onOpen,
  openRow,
  onRow,
}: FootBarProps & { items: readonly ChecklistItem[] }) {
  const { view, store } = useChecklist();
  const locked = useChecklistState((state) => state.lock !== null);
  const signOff = useSignOff();
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
        {!locked && (
          <>
            <span>
              {store.setting.form.options.map((option) => (
                <kbd key={option}>{keyOfAnswer(option)}</kbd>
              ))}{' '}
              answer
            </span>
            <span>
              <kbd>E</kbd> evidence
            </span>
          </>
        )}
        <span>
          <kbd>C</kbd> comment
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
      {openRow > 0 ? (
        <button type="button" className="btn btn-primary" onClick={() => onRow(openRow)}>
          Next row
          <KeyCap>U</KeyCap>
        </button>
      ) : open && open.requirementNumber !== current ? (
        <OpenLink className="btn btn-primary" requirementNumber={open.requirementNumber} onOpen={onOpen}>
          {open.because === 'UNANSWERED' ? 'Next unanswered' : 'Next incomplete'}
          <KeyCap>U</KeyCap>
        </OpenLink>
      ) : (
        <Link
          className={open || (view.person.seesAttestation && !signOff.mayAct) ? 'btn' : 'btn btn-primary'}
          href={
            (view.person.seesAttestation
              ? `/assessments/${view.assessmentId}/sign-off`
              : '/dashboard') as Route
          }
          prefetch={false}
        >
          {view.person.seesAttestation ? signOff.words : 'Back to your work'}
        </Link>
      )}
    </footer>
  );
});
