'use client';

import { useEffect, useRef, useState } from 'react';
import { Button } from '@/components/ui/button';
import { DateField } from '@/components/ui/text-field';
import type { EvidenceCadence } from '@/lib/evidence/model/fields';
import { proposedEnd } from '@/lib/evidence/rules/fields';
import { formatDay } from '@/lib/platform/format';

type ValidUntilProps = {
  defaultValue?: string | undefined;
  /** How often its requirement asks for new proof. */
  cadence: EvidenceCadence | null;
  today: string;
  /** The last day of the version that is renewed: the new one needs a day of its own. */
  before?: string | null;
  min?: string | undefined;
};

type Days = { validUntil: string; collectedOn: string; coversTo: string };
const nothing: Days = { validUntil: '', collectedOn: '', coversTo: '' };

/** The last valid day, with what the requirement's interval proposes. It is taken over only by a click. */
export function ValidUntil({ defaultValue = '', cadence, today, before = null, min }: ValidUntilProps) {
  const input = useRef<HTMLInputElement>(null);
  const [days, setDays] = useState<Days>({ ...nothing, validUntil: defaultValue });

  useEffect(() => {
    const form = input.current?.form;
    if (!form || !cadence) return;
    const look = () => {
      const data = new FormData(form);
      const day = (name: string) => String(data.get(name) ?? '');
      setDays({ validUntil: day('validUntil'), collectedOn: day('collectedOn'), coversTo: day('coversTo') });
    };
    look();
    form.addEventListener('input', look);
    return () => form.removeEventListener('input', look);
  }, [cadence]);

  const proposed =
    cadence && proposedEnd(cadence, { coversTo: days.coversTo, collectedOn: days.collectedOn, today });

  function take() {
    if (!input.current || !proposed) return;
    input.current.value = proposed.validUntil;
    input.current.dispatchEvent(new Event('input', { bubbles: true }));
    input.current.focus();
  }

  return (
    <div className="grid content-start gap-1">
      <DateField
        ref={input}
        name="validUntil"
        label="Valid until"
        optionalMark={before ? undefined : 'optional'}
        hint={
          before
            ? `The last day on which the new version proves something. Before: ${formatDay(before)}.`
            : 'The last day on which it still proves something.'
        }
        min={min}
        defaultValue={defaultValue}
        className="max-w-60!"
      />
      {proposed && days.validUntil !== proposed.validUntil && (
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-ink-2">
          {proposed.reason}.
          <Button size="sm" onClick={take}>
            Use {formatDay(proposed.validUntil)}
          </Button>
        </p>
      )}
    </div>
  );
}
