'use client';

import { pageOrganization } from '@/components/shell/page-owner';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { useChecklist, useChecklistState } from '../checklist-context';

/** The page is behind: its person works in another organization now, or its questionnaire is another one. */
export default function ElsewhereStrips() {
  const { view } = useChecklist();
  const save = useChecklistState((state) => state.save);
  const changed = useChecklistState((state) => state.changed);
  const { pathname } = window.location;
  const isAsked = changed?.asks.some((number) => pathname.endsWith(`/${number}`));
  return (
    <>
      {save.kind === 'ELSEWHERE' && (
        <Notice
          tone="late"
          role="alert"
          title={`This tab belongs to ${pageOrganization()}; you work in another one now.`}
          action={<Reload address={pathname} />}
        >
          Switch back and reload. What you changed is kept {save.isKept ? 'on this device' : 'in this tab'}.
        </Notice>
      )}
      {changed && (
        <Notice
          tone="soon"
          role="alert"
          title={changed.words}
          action={<Reload address={isAsked ? pathname : `/assessments/${view.assessmentId}/table`} />}
        />
      )}
    </>
  );
}

function Reload({ address }: { address: string }) {
  return (
    <Button size="sm" onClick={() => window.location.assign(address)}>
      Reload
    </Button>
  );
}
