import { Page } from '@/components/shell/page';
import { EmptyState } from '@/components/ui/empty-state';
import { SearchX } from '@/components/ui/icons';
import { LinkButton } from '@/components/ui/link-button';

export default function WorkspaceNotFound() {
  return (
    <Page crumbs={[{ label: 'Not found' }]}>
      <EmptyState
        as="h1"
        icon={<SearchX />}
        title="This does not exist, or it is not yours to see"
        action={<LinkButton href="/dashboard">Go to the overview</LinkButton>}
      >
        It may have been mistyped or belong to another organization. If you expected to find it, ask an
        administrator about your role.
      </EmptyState>
    </Page>
  );
}
