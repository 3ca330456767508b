'use client';

import '../styles/work.css';
import '../styles/tree.css';
import '../styles/requirement.css';
import '../styles/conflict.css';
import '../styles/follow-up.css';
import type { Route } from 'next';
import { useState } from 'react';
import { TopBar } from '@/components/shell/top-bar';
import type { RequirementScreenView } from '@/lib/response/model';
import { ChecklistBar } from '../bar/checklist-bar';
import { ChecklistProvider } from '../checklist-context';
import { useCurrentRequirement } from '../use-current';
import { RequirementScreen } from './requirement-screen';

/** The whole screen of one requirement, top bar included: both halves read the same answers. */
export function RequirementWorkspace({ view }: { view: RequirementScreenView }) {
  return (
    <ChecklistProvider view={view.checklist} opened={view}>
      <Workspace view={view} />
    </ChecklistProvider>
  );
}

function Workspace({ view }: { view: RequirementScreenView }) {
  const { name, integrations } = view.checklist;
  const { current, go } = useCurrentRequirement();
  const [sheet, setSheet] = useState<'TREE' | 'CONTEXT' | null>(null);
  const [integration] = integrations;
  return (
    <>
      <TopBar
        crumbs={[
          { label: 'Assessments', href: '/assessments' as Route },
          ...(integration && integrations.length === 1
            ? [{ label: integration.name, href: `/integrations/${integration.id}` as Route }]
            : []),
          { label: name },
        ]}
      >
        <ChecklistBar
          mode="ONE_BY_ONE"
          requirementNumber={current}
          onOpen={go}
          onContext={() => setSheet('CONTEXT')}
        />
      </TopBar>
      <RequirementScreen sheet={sheet} onSheet={setSheet} />
    </>
  );
}
