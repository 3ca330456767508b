import { Avatar } from '@/components/ui/avatar';
import { Tag } from '@/components/ui/badge';
import { ConfirmButton } from '@/components/ui/confirm-button';
import { Signature, UserRoundPen, UserRoundX } from '@/components/ui/icons';
import { SelectField } from '@/components/ui/select-field';
import { TextField } from '@/components/ui/text-field';
import { Instant } from '@/components/ui/time';
import { roleNames } from '@/lib/access/model';
import type { MemberView } from '@/lib/organization/model';
import type { ActionResult } from '@/lib/platform/result';
import { roleOptions } from './role-options';

type Action = (previous: ActionResult | null, form: FormData) => Promise<ActionResult>;

type MemberListProps = {
  members: readonly MemberView[];
  timeZone: string;
  /** Null for those who may only read. */
  actions: { rename: Action; changeRole: Action; end: Action } | null;
};

export function MemberList({ members, timeZone, actions }: MemberListProps) {
  return (
    <div className="scroll-x">
      <table className="table table-two-line">
        <caption className="sr-only">Members</caption>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Role</th>
            <th scope="col" className="max-md:hidden">
              Member since
            </th>
            {actions && (
              <th scope="col">
                <span className="sr-only">Actions</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {members.map((member) => (
            <tr key={member.membershipId}>
              <th scope="row">
                <div className="flex items-center gap-2.5">
                  <Avatar name={member.name} size="lg" />
                  <div>
                    {member.name} {member.isYou && <Tag>you</Tag>}
                    <small>{member.email}</small>
                  </div>
                </div>
              </th>
              <td>{roleNames[member.role]}</td>
              <td className="max-md:hidden">
                <Instant value={member.since} timeZone={timeZone} />
              </td>
              {actions && (
                <td>
                  <MemberActions member={member} actions={actions} />
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function MemberActions({
  member,
  actions,
}: {
  member: MemberView;
  actions: NonNullable<MemberListProps['actions']>;
}) {
  return (
    <div className="row-actions max-md:flex-wrap">
      <ConfirmButton
        variant="ghost"
        size="sm"
        icon={<Signature />}
        label={`Change the name of ${member.name}`}
        title={`Change the name of ${member.name}`}
        confirmText="Change name"
        cancelText="Cancel"
        busyText="Changing"
        action={actions.rename}
        fields={{ membershipId: member.membershipId }}
      >
        <TextField
          name="name"
          label="Name"
          hint="Stands beside answers and signatures from now on; earlier ones keep the name of then."
          defaultValue={member.name}
          autoComplete="off"
        />
      </ConfirmButton>
      <ConfirmButton
        variant="ghost"
        size="sm"
        icon={<UserRoundPen />}
        label={`Change the role of ${member.name}`}
        title={`Change the role of ${member.name}`}
        confirmText="Change role"
        cancelText="Cancel"
        busyText="Changing"
        action={actions.changeRole}
        fields={{ membershipId: member.membershipId }}
      >
        <SelectField name="role" label="Role" options={roleOptions} defaultValue={member.role} />
      </ConfirmButton>
      <ConfirmButton
        variant="ghost"
        size="sm"
        icon={<UserRoundX />}
        label={`End the membership of ${member.name}`}
        title={member.isYou ? 'Leave this organization?' : `End the membership of ${member.name}?`}
        confirmText="End membership"
        cancelText="Cancel"
        busyText="Ending"
        danger
        action={actions.end}
        fields={{ membershipId: member.membershipId }}
      >
        <p>
          {member.isYou ? 'You' : member.name} can no longer see anything here, from the next click on.
          Answers, evidence and history stay under {member.isYou ? 'your' : 'their'} name.
        </p>
      </ConfirmButton>
    </div>
  );
}
