import { ConfirmButton } from '@/components/ui/confirm-button';
import { SectionHead } from '@/components/ui/section-head';
import { Instant } from '@/components/ui/time';
import { roleNames } from '@/lib/access/model';
import type { InvitationView } from '@/lib/organization/model';
import type { ActionResult } from '@/lib/platform/result';

type InvitationListProps = {
  invitations: readonly InvitationView[];
  timeZone: string;
  action: (previous: ActionResult | null, form: FormData) => Promise<ActionResult>;
};

/** Links that still work. */
export function InvitationList({ invitations, timeZone, action }: InvitationListProps) {
  return (
    <section className="mt-6" aria-labelledby="invitations">
      <SectionHead id="invitations" title="Open invitations" note="Each link works once." />
      <div className="scroll-x">
        <table className="table table-two-line">
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">Role</th>
              <th scope="col" className="max-md:hidden">
                Link works until
              </th>
              <th scope="col">
                <span className="sr-only">Actions</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {invitations.map((invitation) => (
              <tr key={invitation.invitationId}>
                <th scope="row">
                  {invitation.name}
                  <small>{invitation.email}</small>
                </th>
                <td>{roleNames[invitation.role]}</td>
                <td className="max-md:hidden">
                  <Instant value={invitation.expiresAt} timeZone={timeZone} />
                </td>
                <td>
                  <div className="row-actions">
                    <ConfirmButton
                      variant="ghost"
                      size="sm"
                      text="Withdraw"
                      title={`Withdraw the invitation of ${invitation.name}?`}
                      confirmText="Withdraw"
                      cancelText="Cancel"
                      busyText="Withdrawing"
                      danger
                      action={action}
                      fields={{ invitationId: invitation.invitationId }}
                    >
                      <p>The link stops working. You can make a new one later.</p>
                    </ConfirmButton>
                  </div>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
