'use client';

import { type ReactNode, useEffect, useId, useRef } from 'react';
import { CircleAlert } from '@/components/ui/icons';
import type { ResponseField } from '@/lib/response/model';
import type { RowKey } from '../store/state';
import { Missing } from './missing';
import { useMissing, useRowField } from './row-value';

type TextField = Exclude<ResponseField, 'finding' | 'legalException' | 'planTargetOn'>;

type TextAnswerProps = {
  rowKey: RowKey;
  field: TextField;
  label: ReactNode;
  labelHidden?: boolean;
  mark?: string;
  hint?: ReactNode;
  required?: boolean;
  /** House policy asks for it; the form does not. */
  asked?: boolean;
  /** One line for names. */
  line?: boolean;
  /** The person has just asked for this field. */
  autoFocus?: boolean;
};

/** A text of an answer: kept at each letter, saved after a pause or on leaving the field. */
export function TextAnswer({
  rowKey,
  field,
  label,
  labelHidden,
  mark,
  hint,
  required,
  asked,
  line,
  autoFocus,
}: TextAnswerProps) {
  const { value, error, locked, isLoading, change, flush } = useRowField(rowKey, field);
  const { isMissing, isQuiet, leave } = useMissing(value, required || asked);
  const id = useId();
  const input = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (autoFocus) input.current?.focus();
  }, [autoFocus]);
  const common = {
    id,
    className: 'input',
    value: value ?? '',
    readOnly: locked || isLoading,
    'aria-required': required || undefined,
    'aria-invalid': error ? (true as const) : undefined,
    'aria-describedby':
      `${error || isMissing ? `${id}-error ` : ''}${hint ? `${id}-hint` : ''}`.trim() || undefined,
    'aria-busy': isLoading || undefined,
    placeholder: isLoading ? 'Loading' : undefined,
    onBlur: () => {
      flush();
      leave();
    },
    'data-field': field,
  };
  return (
    <div className="field">
      <label className={labelHidden ? 'sr-only' : 'label'} htmlFor={id}>
        {label} {mark && <small>{mark}</small>}
      </label>
      {line ? (
        <input
          type="text"
          {...common}
          autoComplete="off"
          onChange={(event) => change(event.target.value, 'AFTER_TYPING')}
        />
      ) : (
        <textarea
          ref={input}
          rows={2}
          {...common}
          onChange={(event) => change(event.target.value, 'AFTER_TYPING')}
        />
      )}
      {error && (
        <p className="field-error" id={`${id}-error`}>
          <CircleAlert />
          <span>{error}</span>
        </p>
      )}
      {isMissing && !error && <Missing id={`${id}-error`} asked={!required} isQuiet={isQuiet} />}
      {hint && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}
