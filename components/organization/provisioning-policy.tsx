import Link from 'next/link';
import { ConfirmFields } from '@/components/access/confirm-fields';
import { ConfirmButton } from '@/components/ui/confirm-button';
import { CopyField } from '@/components/ui/copy-field';
import { SectionHead } from '@/components/ui/section-head';
import { SelectField } from '@/components/ui/select-field';
import { type Role, roleNames } from '@/lib/access/model';
import type { ActionResult } from '@/lib/platform/result';
import { roleOptions } from './role-options';

/** Where the identity provider sends its requests. */
export function ProvisioningAddress({ base }: { base: string }) {
  return (
    <CopyField label="Address for the identity provider" value={base} copyText="Copy" copiedText="Copied" />
  );
}

type ProvisioningPolicyProps = {
  domains: readonly string[];
  defaultRole: Role;
  asksCode: boolean;
  action: (previous: ActionResult | null, form: FormData) => Promise<ActionResult>;
};

/** For which proven domains accounts may be made, and with which role they start. */
export function ProvisioningPolicy({ domains, defaultRole, asksCode, action }: ProvisioningPolicyProps) {
  return (
    <section aria-labelledby="provisioning-policy-title">
      <SectionHead
        id="provisioning-policy-title"
        title="New members"
        actions={
          <ConfirmButton
            size="sm"
            text="Change"
            label="Change what new members get"
            title="Change what new members get"
            confirmText="Change"
            cancelText="Cancel"
            busyText="Changing"
            action={action}
          >
            <SelectField
              name="defaultRole"
              label="Role to start with"
              options={roleOptions}
              defaultValue={defaultRole}
            />
            <ConfirmFields asksCode={asksCode} />
          </ConfirmButton>
        }
      />
      <dl className="props">
        <div className="contents">
          <dt>E-mail domains</dt>
          <dd>
            {domains.length > 0 ? domains.join(', ') : 'None yet: nobody can be added.'}{' '}
            <Link className="link" href="/settings/sign-in">
              {domains.length > 0 ? 'Proven under Sign-in' : 'Prove one under Sign-in'}
            </Link>
          </dd>
        </div>
        <div className="contents">
          <dt>Start as</dt>
          <dd>{roleNames[defaultRole]}</dd>
        </div>
      </dl>
    </section>
  );
}
