'use client';

import './test-record.css';
import type { Route } from 'next';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import type { TestsView } from '@/lib/test-record/model';
import { copyToResults, type ResultNotes } from './described-results';
import { TestLine } from './test-line';

type TestListProps = {
  address: string;
  requirementNumber: string;
  view: TestsView;
  rowNames: readonly string[];
  locked: boolean;
  results: ResultNotes | null;
  /** The test that is being corrected, and its form, which stands below its line. */
  open: string | null;
  form: ReactNode;
  onEdit: (testId: string) => void;
  onChanged: (view: TestsView) => void;
};

/** One line per test. Loaded where there is one. */
export default function TestList({
  address,
  requirementNumber,
  view,
  rowNames,
  locked,
  results,
  open,
  form,
  onEdit,
  onChanged,
}: TestListProps) {
  return (
    <>
      <ul>
        {view.tests.map((test) => (
          <li key={test.testId} className="test-row">
            <TestLine
              address={address}
              requirementNumber={requirementNumber}
              test={test}
              rowName={test.row === null ? '' : (rowNames[test.row] ?? '')}
              mayChange={test.mayChange && !locked}
              onEdit={() => onEdit(test.testId)}
              onChanged={onChanged}
            />
            {open === test.testId && form}
          </li>
        ))}
      </ul>
      <div className="test-foot">
        {results && results.rows.length > 0 && (
          <Button size="sm" onClick={() => copyToResults(results, view.tests)}>
            Use as described results
          </Button>
        )}
        {view.historyAt && (
          <Link href={view.historyAt as Route} className="link" prefetch={false}>
            History of these tests
          </Link>
        )}
      </div>
    </>
  );
}
