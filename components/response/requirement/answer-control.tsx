'use client';

import { type ChangeEvent, type KeyboardEvent, type ReactNode, useRef } from 'react';
import { KeyCap } from '@/components/ui/key-cap';
import { StatusGlyph } from '@/components/ui/status';
import { statusSlugs } from '@/components/ui/status-kind';
import { type Finding, findingNames } from '@/lib/catalogue/model';
import { keyOfAnswer } from '../answer-keys';

type AnswerControlProps = {
  /** Tells the radio groups of a requirement's answer rows apart. */
  name: string;
  legend: ReactNode;
  remark?: ReactNode;
  options: readonly Finding[];
  value: Finding | null;
  locked: boolean;
  /** This row is the one that digits answer. */
  takesKeys: boolean;
  /** What is chosen counts for nothing until somebody confirms it. */
  isUnconfirmed: boolean;
  onAnswer: (finding: Finding | null, when: 'NOW' | 'AFTER_TYPING') => void;
  /** Pointer or focus came near: what an answer opens can be made ready. */
  onApproach: () => void;
};

/** The paper form's columns as a radio group, in its order, on keys that are the same in every form. */
export function AnswerControl(props: AnswerControlProps) {
  const { name, legend, remark, options, value, locked, takesKeys, isUnconfirmed } = props;
  const { onAnswer, onApproach } = props;
  const byArrow = useRef(false);

  // Arrows walk through a radio group and choose on the way: what they pass is not recorded.
  const onKeyDown = (event: KeyboardEvent) => {
    byArrow.current = event.key.startsWith('Arrow');
  };
  const onChange = (event: ChangeEvent<HTMLInputElement>) => {
    const finding = options.find((option) => option === event.target.value);
    if (finding) onAnswer(finding, byArrow.current ? 'AFTER_TYPING' : 'NOW');
    byArrow.current = false;
  };

  return (
    <fieldset
      className="answer-set"
      data-takes-keys={takesKeys || undefined}
      onPointerEnter={onApproach}
      onFocus={onApproach}
    >
      <legend className="answer-legend">
        {legend} {remark && <small>{remark}</small>}
      </legend>
      <div className="answer" data-columns={options.length}>
        {options.map((option) => (
          <label key={option} className={`tone-${statusSlugs[option]}`}>
            <StatusGlyph kind={isUnconfirmed && value === option ? 'UNANSWERED' : option} />
            {takesKeys && !locked && <KeyCap>{keyOfAnswer(option)}</KeyCap>}
            <span>{findingNames[option]}</span>
            <input
              type="radio"
              name={name}
              value={option}
              checked={value === option}
              disabled={locked}
              onKeyDown={onKeyDown}
              onChange={onChange}
            />
          </label>
        ))}
      </div>
      {value !== null && !locked && (
        <button type="button" className="answer-clear" onClick={() => onAnswer(null, 'NOW')}>
          Clear answer
        </button>
      )}
    </fieldset>
  );
}
