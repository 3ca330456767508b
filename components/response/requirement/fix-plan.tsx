'use client';

import { useId } from 'react';
import { CircleAlert } from '@/components/ui/icons';
import type { RowKey } from '../store/state';
import { useRowField } from './row-value';
import { TextAnswer } from './text-answer';

/** Not in Place: what will be done, by whom and until when; or the law that forbids it. */
export function FixPlan({ rowKey }: { rowKey: RowKey }) {
  const exception = useRowField(rowKey, 'legalException');
  const claimed = exception.value === true;
  const titleId = useId();
  return (
    <>
      {!claimed && (
        <section aria-labelledby={titleId}>
          <div className="section-head">
            <h2 id={titleId}>Fix plan</h2>
            <small>wanted by Inplace; the form asks for it only where the receiver does</small>
          </div>
          <div className="fix">
            <TextAnswer rowKey={rowKey} field="planAction" label="What will be done" />
            <TextAnswer rowKey={rowKey} field="planOwner" label="Owner" line />
            <TargetDate rowKey={rowKey} />
          </div>
        </section>
      )}
      <div className="legal">
        <label className="choice">
          <input
            type="checkbox"
            className="check"
            checked={claimed}
            disabled={exception.locked || exception.isLoading}
            onChange={(event) => exception.change(event.target.checked, 'NOW')}
          />
          <span>
            A law forbids it
            <small className="hint block">
              Legal exception: only a law, regulation or regulatory rule counts, not a contract or legal
              advice.
            </small>
          </span>
        </label>
        {claimed && (
          <TextAnswer
            rowKey={rowKey}
            field="legalBasis"
            label="Which law, and how it prevents this"
            required
          />
        )}
      </div>
    </>
  );
}

function TargetDate({ rowKey }: { rowKey: RowKey }) {
  const { value, error, locked, isLoading, change, flush } = useRowField(rowKey, 'planTargetOn');
  const id = useId();
  return (
    <div className="field">
      <label className="label" htmlFor={id}>
        Done by
      </label>
      <input
        id={id}
        type="date"
        className="input"
        min="2000-01-01"
        max="2100-12-31"
        value={value ?? ''}
        readOnly={locked || isLoading}
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? `${id}-error` : undefined}
        onBlur={flush}
        onChange={(event) => change(event.target.value || null, 'AFTER_TYPING')}
      />
      {error && (
        <p className="field-error" id={`${id}-error`}>
          <CircleAlert />
          <span>{error}</span>
        </p>
      )}
    </div>
  );
}
