'use client';

import { useId, useSyncExternalStore } from 'react';
import { CircleAlert } from '@/components/ui/icons';
import type { RowKey } from '../store/state';
import { planTargetLabel } from '../words';
import { Missing } from './missing';
import { useMissing, useRowField } from './row-value';
import { TextAnswer } from './text-answer';

/** Not in Place: what will be done, by whom and until when; or the law that forbids it. */
export function FixPlan({ rowKey, isAsked }: { rowKey: RowKey; isAsked: boolean }) {
  const exception = useRowField(rowKey, 'legalException');
  const claimed = exception.value === true;
  const titleId = useId();
  return (
    <>
      {!claimed && (
        <section aria-labelledby={titleId}>
          <div className="section-head">
            <h2 id={titleId}>Fix plan</h2>
            <small>
              {isAsked
                ? 'asked for by your organization; the form asks for it only where the receiver does'
                : 'optional; the form asks for it only where the receiver does'}
            </small>
          </div>
          <div className="fix">
            <TextAnswer rowKey={rowKey} field="planAction" label="What will be done" asked={isAsked} />
            <TextAnswer rowKey={rowKey} field="planOwner" label="Owner" line asked={isAsked} />
            <TargetDate rowKey={rowKey} asked={isAsked} />
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

function TargetDate({ rowKey, asked }: { rowKey: RowKey; asked: boolean }) {
  const { value, error, locked, isLoading, change, flush } = useRowField(rowKey, 'planTargetOn');
  const { isMissing, isQuiet, leave } = useMissing(value, asked);
  const id = useId();
  // Said, not refused: a plan that was not kept stays true until it is rewritten.
  const today = useSyncExternalStore(never, localDay, () => '');
  const isOver = !locked && !!value && value < today;
  return (
    <div className="field">
      <label className="label" htmlFor={id}>
        {planTargetLabel}
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
        aria-describedby={error || isOver || isMissing ? `${id}-error` : undefined}
        onBlur={() => {
          flush();
          leave();
        }}
        onChange={(event) => change(event.target.value || null, 'AFTER_TYPING')}
      />
      {error && (
        <p className="field-error" id={`${id}-error`}>
          <CircleAlert />
          <span>{error}</span>
        </p>
      )}
      {!error && isMissing && <Missing id={`${id}-error`} asked isQuiet={isQuiet} />}
      {!error && isOver && (
        <p className="hint" id={`${id}-error`}>
          This day has passed. Enter when it will be done.
        </p>
      )}
    </div>
  );
}

const never = () => () => undefined;

/** The day on this machine's clock. */
function localDay(): string {
  return new Intl.DateTimeFormat('en-CA').format(new Date());
}
