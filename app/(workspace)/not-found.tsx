import { Elsewhere } from '@/components/shell/elsewhere';
import { Page } from '@/components/shell/page';
import { findElsewhereAction, switchOrganizationAction } from './actions';

export default function WorkspaceNotFound() {
  return (
    <Page crumbs={[{ label: 'Not found' }]}>
      <Elsewhere find={findElsewhereAction} open={switchOrganizationAction} />
    </Page>
  );
}
