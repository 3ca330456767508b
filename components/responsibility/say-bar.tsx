'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Lightbulb } from '@/components/ui/icons';
import { TextField } from '@/components/ui/text-field';
import {
  maxAgreedIn,
  notSaidName,
  type Responsibility,
  responsibilities,
  responsibilityNames,
} from '@/lib/responsibility/model';

type SayBarProps = {
  count: number;
  /** Requirements on show that nothing was said of and that something is suggested for. */
  suggested: number;
  pending: boolean;
  problem: string;
  /** A note that was left empty keeps the notes that are there. */
  onSay: (responsibility: Responsibility | null, agreedIn: string | undefined) => void;
  onSuggested: () => void;
  onClear: () => void;
};

/** What can be said of the requirements that are chosen, all at once. */
export function SayBar({ count, suggested, pending, problem, onSay, onSuggested, onClear }: SayBarProps) {
  const [agreedIn, setAgreedIn] = useState('');
  const nothing = count === 0 ? 'Choose requirements in the list first.' : undefined;
  const say = (responsibility: Responsibility | null) => onSay(responsibility, agreedIn.trim() || undefined);
  return (
    <fieldset className="well mb-2 grid gap-2">
      <legend className="sr-only">Say who meets the chosen requirements</legend>
      <div className="flex flex-wrap items-end gap-2">
        <TextField
          name="agreedIn"
          label="Where it is agreed"
          optionalMark="optional"
          hint="Contract, or the provider’s responsibility matrix. Left empty, each keeps its note."
          value={agreedIn}
          maxLength={maxAgreedIn}
          onChange={(event) => setAgreedIn(event.target.value)}
          errors={problem ? [problem] : []}
          className="min-w-0 grow basis-72"
          autoComplete="off"
        />
      </div>
      <div className="flex flex-wrap items-center gap-2">
        <b role="status">{count} chosen:</b>
        {responsibilities.map((value) => (
          <Button key={value} size="sm" busy={pending} disabledReason={nothing} onClick={() => say(value)}>
            {responsibilityNames[value]}
          </Button>
        ))}
        <Button size="sm" variant="ghost" busy={pending} disabledReason={nothing} onClick={() => say(null)}>
          {notSaidName}
        </Button>
        {count > 0 && (
          <Button size="sm" variant="ghost" onClick={onClear}>
            Clear
          </Button>
        )}
        {suggested > 0 && (
          <Button size="sm" variant="ghost" icon={<Lightbulb />} onClick={onSuggested}>
            Choose the {suggested} with a suggestion
          </Button>
        )}
      </div>
    </fieldset>
  );
}
