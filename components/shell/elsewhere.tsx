'use client';

import { usePathname } from 'next/navigation';
import { useEffect, useState } from 'react';
import { EmptyState } from '@/components/ui/empty-state';
import { Building2, SearchX } from '@/components/ui/icons';
import { LinkButton } from '@/components/ui/link-button';
import { SubmitButton } from '@/components/ui/submit-button';

type Found = { organizationId: string; name: string } | null;
type ElsewhereProps = {
  find: (path: string) => Promise<Found>;
  open: (form: FormData) => Promise<void>;
};

/**
 * What stands where a record was not found. The page is the same for everybody; then the server is asked whether it is in
 * another organization of this very person, who only has to switch.
 */
export function Elsewhere({ find, open }: ElsewhereProps) {
  const path = usePathname();
  const [found, setFound] = useState<Found>(null);
  useEffect(() => {
    let isHere = true;
    find(path).then(
      (answer) => isHere && setFound(answer),
      () => {}, // then it stays with what the page says
    );
    return () => {
      isHere = false;
    };
  }, [find, path]);
  if (found) {
    return (
      <EmptyState
        as="h1"
        icon={<Building2 />}
        title={`This belongs to ${found.name}`}
        action={
          <form action={open}>
            <input type="hidden" name="organizationId" value={found.organizationId} />
            <input type="hidden" name="to" value={path} />
            <SubmitButton busyText="Opening">Switch and open it</SubmitButton>
          </form>
        }
      >
        You work in another organization now. Pages of it that are open in other tabs ask you to switch back.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      as="h1"
      icon={<SearchX />}
      title="This does not exist, or it is not yours to see"
      action={<LinkButton href="/dashboard">Go to the overview</LinkButton>}
    >
      It may have been mistyped or belong to another organization. If you expected to find it, ask an
      administrator about your role.
    </EmptyState>
  );
}
