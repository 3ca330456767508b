import type { ChangeEvent } from 'react';
import { Badge } from '@/components/ui/badge';
import { CircleAlert, Plug } from '@/components/ui/icons';
import { KeyCap } from '@/components/ui/key-cap';
import type { Question } from '@/lib/questionnaire/rules/describe';
import { optionLetters } from './use-picker-keys';

type OptionListProps = {
  question: Question;
  values: readonly string[];
  /** What is chosen comes from the register and was not confirmed by a person. */
  isFromRegister: boolean;
  isMissing: boolean;
  onChange: (event: ChangeEvent<HTMLInputElement>) => void;
};

/** The answers of a question as radio buttons or checkboxes, each with its key. */
export function OptionList({ question, values, isFromRegister, isMissing, onChange }: OptionListProps) {
  return (
    <fieldset className="m-0 p-0">
      <legend className="sr-only">{question.title}</legend>
      <div className="ask-options">
        {question.options.map((option, index) => (
          <label key={option.value} className="ask-option">
            <input
              className="check"
              type={question.isMultiple ? 'checkbox' : 'radio'}
              name={question.id}
              value={option.value}
              checked={values.includes(option.value)}
              aria-invalid={isMissing || undefined}
              aria-describedby={isMissing ? 'missing' : undefined}
              onChange={onChange}
            />
            <span>
              <b>{option.label}</b>{' '}
              {isFromRegister && values.includes(option.value) && (
                <Badge icon={<Plug />}>from the integration</Badge>
              )}
            </span>
            <KeyCap>{optionLetters[index] ?? ''}</KeyCap>
            {option.hint && <small>{option.hint}</small>}
          </label>
        ))}
      </div>
      {isMissing && (
        <p className="field-error mt-2" id="missing">
          <CircleAlert />
          <span>{question.isMultiple ? 'Tick at least one of these.' : 'Choose one of these.'}</span>
        </p>
      )}
    </fieldset>
  );
}
