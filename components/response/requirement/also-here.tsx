import { useEffect } from 'react';
import { presentInWords } from '@/lib/presence/rules';
import { useChecklist, useChecklistState } from '../checklist-context';

/** Who else has this requirement open: one line, so that two people do not write the same. */
export function AlsoHere({ requirementNumber }: { requirementNumber: string }) {
  const { arrived } = useChecklist();
  const here = useChecklistState((state) => state.here);
  const people = here.number === requirementNumber ? here.people : [];
  // biome-ignore lint/correctness/useExhaustiveDependencies: at each requirement anew
  useEffect(() => arrived(), [arrived, requirementNumber]);
  return (
    <span
      className="also-here truncate"
      role="status"
      title={people.map(({ name }) => name).join(', ') || undefined}
    >
      {presentInWords(people)}
    </span>
  );
}
