import type { Metadata } from 'next';
import { pageGrant } from '@/app/access';
import { InvitationList } from '@/components/organization/invitation-list';
import { InviteButton } from '@/components/organization/invite-button';
import { MemberList } from '@/components/organization/member-list';
import { SettingsPage } from '@/components/organization/settings-page';
import { authorize } from '@/lib/access/authorize';
import { isAllowed } from '@/lib/access/permissions';
import { listInvitations, listMembers } from '@/lib/organization/queries';
import {
  changeRoleAction,
  endMembershipAction,
  inviteMemberAction,
  renameMemberAction,
  revokeInvitationAction,
} from './actions';

export const metadata: Metadata = { title: 'Members' };

export default async function MembersPage() {
  const grant = await pageGrant('member:read');
  const { role } = grant.actor;
  const mayManage = role !== 'SYSTEM' && isAllowed(role, 'member:manage');
  const [members, invitations] = await Promise.all([
    listMembers(grant),
    mayManage ? authorize('member:manage').then(listInvitations) : [],
  ]);
  return (
    <SettingsPage
      current="/settings/members"
      title={members.length === 1 ? 'One member' : `${members.length} members`}
      intro="What each role may do stands under Roles. Changes act on the person's next click."
      actions={mayManage && <InviteButton action={inviteMemberAction} />}
    >
      <MemberList
        members={members}
        timeZone={grant.timeZone}
        actions={
          mayManage
            ? { rename: renameMemberAction, changeRole: changeRoleAction, end: endMembershipAction }
            : null
        }
      />
      {invitations.length > 0 && (
        <InvitationList invitations={invitations} timeZone={grant.timeZone} action={revokeInvitationAction} />
      )}
    </SettingsPage>
  );
}
