'use client';

import { useState } from 'react';
import type { CarriedLine } from '@/lib/carry-over/model';
import { bySection, isFreeWithTest } from '@/lib/carry-over/rules';
import { CarriedRow } from './carried-row';

type CarriedTableProps = {
  assessmentId: string;
  timeZone: string;
  lines: readonly CarriedLine[];
  /** Those of this year's answers, shown when they are asked for. */
  answered: readonly CarriedLine[];
  /** Names of the sections under which the lines stand, each ticked as a whole; null for one list. */
  sections: readonly { requirementNumber: string; title: string }[] | null;
  /** Those that can be confirmed together. */
  free: readonly CarriedLine[];
  ticked: ReadonlySet<string>;
  /** Null for those who may only read. */
  onTick: ((numbers: readonly string[], on: boolean) => void) | null;
};

/** The answers of last year, with the boxes that tick one, a section or all that can be confirmed together. */
export function CarriedTable(props: CarriedTableProps) {
  const { assessmentId, timeZone, lines, answered, sections, free, ticked, onTick } = props;
  const [isWhole, setWhole] = useState(false);
  const rowOf = (line: CarriedLine) => (
    <CarriedRow
      key={line.requirementNumber}
      {...{ assessmentId, line, timeZone }}
      isTogether={sections !== null}
      tick={
        onTick &&
        isFreeWithTest(line) && {
          checked: ticked.has(line.requirementNumber),
          onChange: (on) => onTick([line.requirementNumber], on),
        }
      }
    />
  );
  return (
    <table className="table table-two-line">
      <caption className="sr-only">Answers of last year</caption>
      <thead>
        <tr>
          {onTick && (
            <th scope="col" className="w-8">
              <TickAll
                label={`All ${free.length} that can be confirmed together`}
                {...{ lines: free, ticked, onTick }}
              />
            </th>
          )}
          <th scope="col">Requirement</th>
          <th scope="col" className="max-md:hidden">
            Last year
          </th>
          <th scope="col" className="max-md:hidden">
            By
          </th>
          <th scope="col" className="max-md:hidden">
            This year
          </th>
        </tr>
      </thead>
      {sections ? (
        bySection(lines, sections).map(({ requirementNumber, title, lines: own }) => (
          <tbody key={requirementNumber}>
            <tr>
              {onTick && (
                <td>
                  <TickAll
                    label={`All ${own.length} of ${requirementNumber} ${title}`}
                    {...{ lines: own, ticked, onTick }}
                  />
                </td>
              )}
              <th scope="rowgroup" colSpan={4}>
                {requirementNumber} {title}
              </th>
            </tr>
            {own.map(rowOf)}
          </tbody>
        ))
      ) : (
        <tbody>{lines.map(rowOf)}</tbody>
      )}
      {answered.length > 0 && !isWhole && (
        <tbody>
          <tr>
            <td colSpan={onTick ? 5 : 4}>
              <button type="button" className="link" onClick={() => setWhole(true)}>
                Show {answered.length === 1 ? 'the one' : `the ${answered.length}`} that this year has
                answered
              </button>
            </td>
          </tr>
        </tbody>
      )}
      {isWhole && <tbody>{answered.map(rowOf)}</tbody>}
    </table>
  );
}

type TickAllProps = {
  label: string;
  lines: readonly CarriedLine[];
  ticked: ReadonlySet<string>;
  onTick: NonNullable<CarriedTableProps['onTick']>;
};

function TickAll({ label, lines, ticked, onTick }: TickAllProps) {
  const numbers = lines.map(({ requirementNumber }) => requirementNumber);
  return (
    <input
      type="checkbox"
      className="check"
      aria-label={label}
      checked={numbers.length > 0 && numbers.every((number) => ticked.has(number))}
      disabled={numbers.length === 0}
      onChange={(event) => onTick(numbers, event.target.checked)}
    />
  );
}
