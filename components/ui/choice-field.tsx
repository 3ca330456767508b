'use client';

import { type ComponentProps, type ReactNode, useId } from 'react';
import { cx } from './class-names';
import { FieldMessages, type FieldWords, useField } from './field';

type CheckFieldProps = FieldWords & Omit<ComponentProps<'input'>, keyof FieldWords | 'type'>;

/** One checkbox with its label beside it. Sends its value ("on") only when ticked. */
export function CheckField({
  name,
  label,
  labelHidden,
  hint,
  errors,
  className,
  id,
  optionalMark: _,
  ...input
}: CheckFieldProps) {
  const field = useField({ name, id, hint, errors });
  return (
    <div className={cx('field', className)}>
      <label className="choice">
        <input {...input} {...field.aria} type="checkbox" id={field.inputId} name={name} className="check" />
        <span className={cx(labelHidden && 'sr-only')}>{label}</span>
      </label>
      <FieldMessages hint={hint} hintId={field.hintId} errorId={field.errorId} messages={field.messages} />
    </div>
  );
}

export type Choice = { value: string; label: ReactNode; hint?: ReactNode; disabled?: boolean };

type ChoiceGroupProps = Omit<FieldWords, 'id'> & {
  kind: 'radio' | 'checkbox';
  choices: readonly Choice[];
  /** Chosen at first: one value, or several for checkboxes. */
  defaultValue?: string | readonly string[] | undefined;
  value?: string | readonly string[];
  onChange?: ComponentProps<'input'>['onChange'];
  required?: boolean;
  /** Side by side instead of below each other. */
  inline?: boolean;
};

/** A question with radio buttons or checkboxes as its answers. Checkbox names usually end in []. */
export function ChoiceGroup({
  kind,
  name,
  label,
  labelHidden,
  hint,
  errors,
  optionalMark,
  className,
  choices,
  defaultValue,
  value,
  onChange,
  required,
  inline,
}: ChoiceGroupProps) {
  const base = useId();
  const field = useField({ name: name.replace(/\[\]$/, ''), hint, errors });
  const chosen = (candidates: typeof value, choice: string) =>
    candidates === undefined ? undefined : [candidates].flat().includes(choice);
  return (
    <fieldset className={cx('field', className)} aria-describedby={field.aria['aria-describedby']}>
      <legend className={cx('label pb-1', labelHidden && 'sr-only')}>
        {label} {optionalMark && <small>{optionalMark}</small>}
      </legend>
      <div className={inline ? 'flex flex-wrap gap-x-5 gap-y-1' : 'grid gap-1.5'}>
        {choices.map((choice) => (
          <label key={choice.value} className="choice">
            <input
              type={kind}
              name={name}
              value={choice.value}
              className="check"
              aria-invalid={field.aria['aria-invalid']}
              aria-describedby={choice.hint ? `${base}-${choice.value}` : undefined}
              defaultChecked={chosen(defaultValue, choice.value)}
              checked={chosen(value, choice.value)}
              onChange={onChange}
              disabled={choice.disabled}
              required={kind === 'radio' && required}
            />
            <span>
              {choice.label}
              {choice.hint && (
                <small className="hint block" id={`${base}-${choice.value}`}>
                  {choice.hint}
                </small>
              )}
            </span>
          </label>
        ))}
      </div>
      <FieldMessages hint={hint} hintId={field.hintId} errorId={field.errorId} messages={field.messages} />
    </fieldset>
  );
}

/** One answer out of a few. */
export function RadioGroup(props: Omit<ChoiceGroupProps, 'kind'>) {
  return <ChoiceGroup kind="radio" {...props} />;
}
