'use client';

import { useId, useState } from 'react';
import { Check, ChevronDown, ChevronRight, CircleAlert } from '@/components/ui/icons';
import { type WorksheetField, worksheetFields } from '@/lib/response/model';
import { hasFact, writtenWorksheetParts } from '@/lib/response/rules/facts';
import type { RowKey } from '../store/state';
import { useRowField } from './row-value';
import { TextAnswer } from './text-answer';

/** Appendix B of the form, in our own words. */
const parts: Record<WorksheetField, { title: string; hint: string }> = {
  ccwConstraints: {
    title: 'Constraint',
    hint: 'the technical or business reason why it cannot be met as written',
  },
  ccwDefinition: { title: 'Control in use', hint: 'what you do instead, and how it answers the added risk' },
  ccwObjective: {
    title: 'Objective met',
    hint: 'what the requirement wants to achieve, and how your control does',
  },
  ccwIdentifiedRisk: { title: 'Remaining risk', hint: 'what the missing original control leaves open' },
  ccwValidation: { title: 'How it was tested', hint: 'who tested, how, and what they saw' },
  ccwMaintenance: { title: 'Upkeep', hint: 'what keeps it working, and who looks after it' },
};

/** The six parts of a compensating control worksheet, one open at a time. */
export function Worksheet({ rowKey, facts }: { rowKey: RowKey; facts: number }) {
  const [open, setOpen] = useState<WorksheetField | null>(
    () => worksheetFields.find((field) => !hasFact(facts, field)) ?? null,
  );
  const titleId = useId();
  const written = writtenWorksheetParts(facts);
  return (
    <section aria-labelledby={titleId}>
      <div className="section-head">
        <h2 id={titleId}>Compensating control worksheet</h2>
        <small>{written} of 6 parts written</small>
      </div>
      <ol className="sheet">
        {worksheetFields.map((field, index) => (
          <WorksheetPart
            key={field}
            rowKey={rowKey}
            field={field}
            number={index + 1}
            isWritten={hasFact(facts, field)}
            isOpen={open === field}
            onToggle={() => setOpen(open === field ? null : field)}
          />
        ))}
      </ol>
      <p className="hint">
        It must go beyond what PCI DSS asks anyway, work now and later, and cannot make up for a duty that was
        missed in the past. Test and write it anew each year.
      </p>
    </section>
  );
}

type WorksheetPartProps = {
  rowKey: RowKey;
  field: WorksheetField;
  number: number;
  isWritten: boolean;
  isOpen: boolean;
  onToggle: () => void;
};

function WorksheetPart({ rowKey, field, number, isWritten, isOpen, onToggle }: WorksheetPartProps) {
  const { value, error } = useRowField(rowKey, field);
  const { title, hint } = parts[field];
  return (
    <li>
      {/* Tab goes from field to field: the head of the open part is passed by, opening another one closes it. */}
      <button
        type="button"
        className="sheet-row"
        aria-expanded={isOpen}
        tabIndex={isOpen ? -1 : undefined}
        onClick={onToggle}
      >
        {isWritten ? <Check className="tone-ok" /> : <span className="sheet-number">{number}</span>}
        <span>{title}</span>
        <span className="truncate">
          {isOpen && <small>{hint}</small>}
          {!isOpen && isWritten && value}
          {!isOpen && (!isWritten || error) && (
            <span className="status tone-late">
              <CircleAlert />
              {error ?? 'Required, not written yet'}
            </span>
          )}
        </span>
        {isOpen ? <ChevronDown /> : <ChevronRight />}
      </button>
      {isOpen && (
        <div className="sheet-edit">
          <TextAnswer
            rowKey={rowKey}
            field={field}
            label={`${number} ${title}: ${hint}`}
            labelHidden
            required
          />
        </div>
      )}
    </li>
  );
}
