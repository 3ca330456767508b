import type { Metadata, Route } from 'next';
import Link from 'next/link';
import { SettingsFrame } from '@/app/(workspace)/settings/settings-frame';
import { asksForCode, mayAlso, pageGrant, pageSession } from '@/app/access';
import { InvitationList } from '@/components/organization/invitation-list';
import { InviteButton } from '@/components/organization/invite-button';
import { MemberList } from '@/components/organization/member-list';
import { isAllowed } from '@/lib/access/permissions';
import { listInvitations, listMembers, listReachable } from '@/lib/organization/queries';
import { formatDay } from '@/lib/platform/format';
import { canSendMail } from '@/lib/platform/mail';
import { findAccessReview } from '@/lib/schedule/queries/access-review';
import {
  changeRoleAction,
  enableMemberAction,
  endMemberSessionsAction,
  endMembershipAction,
  inviteMemberAction,
  liftLockAction,
  renameMemberAction,
  resetSecondFactorAction,
  revokeInvitationAction,
} from './actions';

export const metadata: Metadata = { title: 'Members' };

export default async function MembersPage() {
  const grant = await pageGrant('member:read');
  const { role } = grant.actor;
  const mayManage = role !== 'SYSTEM' && isAllowed(role, 'member:manage');
  const session = await pageSession();
  const asksCode = asksForCode(session);
  const mayReview = mayAlso(grant, 'activity:complete');
  const review = mayReview ? await findAccessReview(await pageGrant('schedule:read')) : null;
  const manage = mayManage ? await pageGrant('member:manage') : null;
  const [members, invitations, integrations] = await Promise.all([
    listMembers(grant),
    manage ? listInvitations(manage) : [],
    manage ? listReachable(manage) : [],
  ]);
  return (
    <SettingsFrame
      current="/settings/members"
      title={members.length === 1 ? 'One member' : `${members.length} members`}
      intro={
        <>
          What each role may do stands under Roles. Changes act on the person's next click.
          {review && (
            <>
              {' '}
              <Link className="link" href={`/schedule/activities/${review.activityId}` as Route}>
                Confirm who needs access
              </Link>{' '}
              by {formatDay(review.dueOn)}.
            </>
          )}
          {mayReview && !review && (
            <>
              {' '}
              The half-yearly access review (7.2.4) comes into the{' '}
              <Link className="link" href="/schedule">
                schedule
              </Link>{' '}
              with the first assessment.
            </>
          )}
        </>
      }
      actions={
        mayManage &&
        (session.isSample ? (
          <span className="text-ink-2">Nobody is invited to a sample.</span>
        ) : (
          <InviteButton
            {...{ asksCode, integrations }}
            sendsMail={canSendMail()}
            action={inviteMemberAction}
          />
        ))
      }
    >
      <MemberList
        members={members}
        timeZone={grant.timeZone}
        asksCode={asksCode}
        integrations={integrations}
        actions={
          mayManage
            ? {
                rename: renameMemberAction,
                changeRole: changeRoleAction,
                resetFactor: resetSecondFactorAction,
                enable: enableMemberAction,
                liftLock: liftLockAction,
                endSessions: endMemberSessionsAction,
                end: endMembershipAction,
              }
            : null
        }
      />
      {invitations.length > 0 && (
        <InvitationList invitations={invitations} timeZone={grant.timeZone} action={revokeInvitationAction} />
      )}
    </SettingsFrame>
  );
}
