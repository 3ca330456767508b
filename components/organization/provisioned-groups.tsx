import { ConfirmFields } from '@/components/access/confirm-fields';
import { ConfirmButton } from '@/components/ui/confirm-button';
import { UserRoundPen } from '@/components/ui/icons';
import { SectionHead } from '@/components/ui/section-head';
import { SelectField } from '@/components/ui/select-field';
import { roleNames } from '@/lib/access/model';
import type { ActionResult } from '@/lib/platform/result';
import type { GroupView } from '@/lib/provisioning/model';
import { roleOptions } from './role-options';

type ProvisionedGroupsProps = {
  groups: readonly GroupView[];
  asksCode: boolean;
  action: (previous: ActionResult | null, form: FormData) => Promise<ActionResult>;
};

/** Groups that the identity provider has sent, and the role that each stands for here. */
export function ProvisionedGroups({ groups, asksCode, action }: ProvisionedGroupsProps) {
  return (
    <section aria-labelledby="provisioned-groups-title">
      <SectionHead
        id="provisioned-groups-title"
        title="Groups"
        note={groups.length === 0 ? 'They appear here when the identity provider sends them.' : undefined}
      />
      {groups.length > 0 && (
        <div className="scroll-x">
          <table className="table">
            <caption className="sr-only">Groups and the roles that they stand for</caption>
            <thead>
              <tr>
                <th scope="col">Group</th>
                <th scope="col">Members</th>
                <th scope="col">Role</th>
                <th scope="col">
                  <span className="sr-only">Actions</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {groups.map((group) => (
                <tr key={group.groupId}>
                  <th scope="row">{group.displayName}</th>
                  <td>{group.memberCount}</td>
                  <td>{group.role ? roleNames[group.role] : <span className="text-ink-3">None</span>}</td>
                  <td>
                    <div className="row-actions">
                      <ConfirmButton
                        variant="ghost"
                        size="sm"
                        icon={<UserRoundPen />}
                        label={`Choose the role of ${group.displayName}`}
                        title={`Which role does ${group.displayName} stand for?`}
                        confirmText="Choose"
                        cancelText="Cancel"
                        busyText="Saving"
                        action={action}
                        fields={{ groupId: group.groupId }}
                      >
                        <p>
                          Its members get the role at once. Of several groups the role that may most counts;
                          without any, the role to start with.
                        </p>
                        <SelectField
                          name="role"
                          label="Role"
                          options={[{ value: '', label: 'None' }, ...roleOptions]}
                          defaultValue={group.role ?? ''}
                        />
                        <ConfirmFields asksCode={asksCode} />
                      </ConfirmButton>
                    </div>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
