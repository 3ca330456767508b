'use client';

import { useMemo, useState, useTransition } from 'react';
import { matchesQuery } from '@/components/ui/data-table-model';
import { FilterInput } from '@/components/ui/filter-input';
import { SelectField } from '@/components/ui/select-field';
import { showToast } from '@/components/ui/toast-store';
import { plural } from '@/lib/platform/format';
import type { ActionResult } from '@/lib/platform/result';
import {
  notSaidName,
  type ResponsibilityLine,
  type ResponsibilityListView,
  responsibilities,
  responsibilityNames,
} from '@/lib/responsibility/model';
import { leansOnEnded } from '@/lib/responsibility/rules';
import type { RecordResponsibilitiesInput } from '@/lib/responsibility/schema';
import { SayBar } from './say-bar';

type ResponsibilityListProps = {
  list: ResponsibilityListView;
  /** Null for those who only read. */
  action: ((input: RecordResponsibilitiesInput) => Promise<ActionResult>) | null;
};

const saidOptions = [
  { value: 'NONE', label: notSaidName },
  ...responsibilities.map((value) => ({ value, label: responsibilityNames[value] })),
];

/** All requirements of one provider: filtered, chosen, and said together. */
export function ResponsibilityList({ list, action }: ResponsibilityListProps) {
  const { lines, serviceProviderId } = list;
  const hasAsked = lines.some(({ isAsked }) => isAsked);
  const [query, setQuery] = useState('');
  const [extent, setExtent] = useState(hasAsked ? 'ASKED' : 'ALL');
  const [said, setSaid] = useState('');
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [problem, setProblem] = useState('');
  const [pending, start] = useTransition();
  const shown = useMemo(
    () =>
      lines.filter(
        (line) =>
          (extent === 'ALL' || line.isAsked) &&
          (said === '' || (line.responsibility ?? 'NONE') === said) &&
          matchesQuery([line.requirementNumber, line.title, line.agreedIn], query),
      ),
    [lines, extent, said, query],
  );
  // What a filter hides is not changed unseen.
  const selected = shown.filter(({ requirementNumber }) => chosen.has(requirementNumber));
  const suggested = shown.filter(({ responsibility, suggestion }) => responsibility === null && suggestion);
  const choose = (some: readonly ResponsibilityLine[], isChosen: boolean) => {
    const next = new Set(chosen);
    for (const { requirementNumber } of some) {
      if (isChosen) next.add(requirementNumber);
      else next.delete(requirementNumber);
    }
    setChosen(next);
  };

  function say(responsibility: RecordResponsibilitiesInput['responsibility'], agreedIn: string | undefined) {
    if (!action || selected.length === 0) return;
    start(async () => {
      const answer = await action({
        serviceProviderId,
        requirements: selected.map(({ requirementNumber, version }) => ({ requirementNumber, version })),
        responsibility,
        ...(agreedIn !== undefined && { agreedIn }),
      });
      setProblem(answer.ok ? '' : (answer.fieldErrors?.agreedIn?.[0] ?? answer.message));
      if (!answer.ok) return;
      setChosen(new Set());
      const word = responsibility ? responsibilityNames[responsibility] : notSaidName;
      showToast({ message: `${plural(selected.length, 'requirement', 'requirements')}: ${word}.` });
    });
  }

  return (
    <div className="data-table">
      <div className="toolbar items-end">
        <FilterInput label="Filter by number or words" value={query} onChange={setQuery} />
        <SelectField
          name="extent"
          label="Requirements"
          labelHidden
          value={extent}
          onChange={(event) => setExtent(event.target.value)}
          options={[
            { value: 'ASKED', label: 'Asked in an open assessment', disabled: !hasAsked },
            { value: 'ALL', label: 'All of the standard' },
          ]}
        />
        <SelectField
          name="said"
          label="Who meets it"
          labelHidden
          value={said}
          onChange={(event) => setSaid(event.target.value)}
          placeholder="Whoever meets it"
          options={saidOptions}
        />
        <span className="toolbar-end text-ink-3 text-small" role="status">
          {plural(shown.length, 'requirement', 'requirements')}
        </span>
      </div>
      {action && (
        <SayBar
          count={selected.length}
          suggested={suggested.length}
          pending={pending}
          problem={problem}
          onSay={say}
          onSuggested={() => choose(suggested, true)}
          onClear={() => setChosen(new Set())}
        />
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className="scroll-x" aria-label="Who does what" tabIndex={0}>
        <table className="table table-two-line">
          <caption className="sr-only">Who meets each requirement</caption>
          <thead>
            <tr>
              {action && (
                <th scope="col" className="w-8">
                  <input
                    type="checkbox"
                    className="check"
                    aria-label="All that are shown"
                    checked={shown.length > 0 && selected.length === shown.length}
                    onChange={(event) => choose(shown, event.target.checked)}
                  />
                </th>
              )}
              <th scope="col">Requirement</th>
              <th scope="col">Who meets it</th>
              <th scope="col" className="max-md:hidden">
                Where it is agreed
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map((line) => (
              <Line
                key={line.requirementNumber}
                line={line}
                isEnded={leansOnEnded(line, list.attestationState)}
                isChosen={chosen.has(line.requirementNumber)}
                onChoose={action && ((isChosen) => choose([line], isChosen))}
              />
            ))}
          </tbody>
        </table>
        {shown.length === 0 && <p className="py-3 text-ink-2">No requirement is of this kind.</p>}
      </section>
    </div>
  );
}

type LineProps = {
  line: ResponsibilityLine;
  isEnded: boolean;
  isChosen: boolean;
  onChoose: ((isChosen: boolean) => void) | null;
};

function Line({ line, isEnded, isChosen, onChoose }: LineProps) {
  const { requirementNumber, title, responsibility, agreedIn, suggestion } = line;
  return (
    <tr aria-selected={onChoose ? isChosen : undefined}>
      {onChoose && (
        <td>
          <input
            type="checkbox"
            className="check"
            aria-label={requirementNumber}
            checked={isChosen}
            onChange={(event) => onChoose(event.target.checked)}
          />
        </td>
      )}
      <th scope="row" className="text-start">
        {requirementNumber}
        <small>{title}</small>
      </th>
      <td>
        {responsibility ? (
          responsibilityNames[responsibility]
        ) : (
          <span className="text-ink-3">{notSaidName}</span>
        )}
        {isEnded && <small className="text-danger!">its attestation has ended</small>}
        {!responsibility && suggestion && (
          <small title={`${suggestion.reason}.`}>
            suggestion: {responsibilityNames[suggestion.responsibility]}
          </small>
        )}
        {agreedIn && <small className="md:hidden">{agreedIn}</small>}
      </td>
      <td className="wrap-anywhere max-md:hidden">{agreedIn}</td>
    </tr>
  );
}
