'use client';

import type { ComponentProps } from 'react';
import { FieldFrame, type FieldWords, useField } from './field';

export type Option = { value: string; label: string; disabled?: boolean };
export type OptionGroup = { label: string; options: readonly Option[] };

type SelectFieldProps = FieldWords &
  Omit<ComponentProps<'select'>, keyof FieldWords | 'children'> & {
    options: readonly (Option | OptionGroup)[];
    /** First choice with an empty value, for example "Choose one". */
    placeholder?: string;
  };

/** The browser's own select: works on phones, by keyboard and without script. */
export function SelectField({
  name,
  label,
  labelHidden,
  hint,
  errors,
  optionalMark,
  className,
  id,
  options,
  placeholder,
  ...select
}: SelectFieldProps) {
  const field = useField({ name, id, hint, errors });
  return (
    <FieldFrame {...{ label, labelHidden, hint, optionalMark, className, field }}>
      <select {...select} {...field.aria} id={field.inputId} name={name} className="input">
        {placeholder !== undefined && <option value="">{placeholder}</option>}
        {options.map((option) =>
          'options' in option ? (
            <optgroup key={option.label} label={option.label}>
              {option.options.map(renderOption)}
            </optgroup>
          ) : (
            renderOption(option)
          ),
        )}
      </select>
    </FieldFrame>
  );
}

function renderOption({ value, label, disabled }: Option) {
  return (
    <option key={value} value={value} disabled={disabled}>
      {label}
    </option>
  );
}
