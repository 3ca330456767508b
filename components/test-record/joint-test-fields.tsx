'use client';

import './test-record.css';
import { ActionFormContext, useActionForm } from '@/components/ui/action-form-context';
import type { TestDraft } from './test-drafts';
import { TestFields } from './test-fields';

type JointTestFieldsProps = {
  draft: TestDraft;
  onChange: (draft: TestDraft) => void;
  person: { userId: string; name: string };
  today: string;
  /** Whose messages name these fields with "test." before them. */
  fieldErrors: Readonly<Record<string, readonly string[]>>;
};

/** One test that is recorded for several requirements, inside the form of a joint change. */
export function JointTestFields({ draft, onChange, person, today, fieldErrors }: JointTestFieldsProps) {
  const { pending } = useActionForm();
  const own = Object.entries(fieldErrors).map(([name, words]) => [name.replace(/^test\./, ''), words]);
  return (
    <ActionFormContext value={{ pending, fieldErrors: Object.fromEntries(own) }}>
      <TestFields
        draft={draft}
        onChange={(part) => onChange({ ...draft, ...part })}
        person={person}
        named={null}
        days={{ today }}
        rowNames={noRows}
        steps={noSteps}
      />
    </ActionFormContext>
  );
}

const noRows: readonly string[] = [];
const noSteps: readonly string[] = [];
