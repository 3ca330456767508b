import { ConfirmFields } from '@/components/access/confirm-fields';
import { roleOptions } from '@/components/organization/role-options';
import { CheckField, RadioGroup } from '@/components/ui/choice-field';
import { DescriptionList } from '@/components/ui/description-list';
import { SelectField } from '@/components/ui/select-field';
import { TextAreaField, TextField } from '@/components/ui/text-field';
import { type Role, roleNames, roles } from '@/lib/access/model';
import type { SignOnProviderView } from '@/lib/sign-on/model';
import type { FormAction } from './action';
import { PolicyDialog } from './policy-dialog';

type PolicySectionProps = { provider: SignOnProviderView; asksCode: boolean; action: FormAction };

/** What follows from what the provider says: who may join, with which role, and who asks for the second factor. */
export function PolicySection({ provider, asksCode, action }: PolicySectionProps) {
  return (
    <section aria-labelledby="rules-title">
      <h2 id="rules-title">Rules</h2>
      <DescriptionList
        className="mt-2"
        facts={[
          { term: 'People who are not members yet', detail: joinWords(provider) },
          { term: 'Role', detail: roleWords(provider) },
          { term: 'Second factor', detail: factorWords(provider) },
        ]}
      />
      <div className="mt-3">
        <PolicyDialog action={action}>
          <PolicyFields provider={provider} asksCode={asksCode} />
        </PolicyDialog>
      </div>
    </section>
  );
}

function joinWords({ joinsAtOnce, defaultRole }: SignOnProviderView): string {
  return joinsAtOnce
    ? `Join at their first sign-on, as ${roleNames[defaultRole]} unless a rule says otherwise`
    : 'Are refused until an administrator invites them';
}

function roleWords({ roleClaim, roleRules, withoutRole }: SignOnProviderView): string {
  if (roleClaim === '' || roleRules.length === 0) return 'Stays as an administrator gave it here';
  const rest = withoutRole === 'REFUSE' ? 'whoever has no value is refused' : 'without a value it stays';
  return `Taken from the claim ${roleClaim} at each sign-on; ${rest}`;
}

function factorWords({ secondFactor, acr, amr }: SignOnProviderView): string {
  if (secondFactor === 'OURS') return 'Inplace asks for a code of the authenticator app, or a passkey';
  const checks = [acr && `acr is ${acr}`, amr && `amr has one of ${amr}`].filter(Boolean).join(' and ');
  return checks === '' ? 'The provider asks for it' : `The provider asks for it; checked: ${checks}`;
}

function PolicyFields({ provider, asksCode }: Omit<PolicySectionProps, 'action'>) {
  const valuesOf = (role: Role) =>
    provider.roleRules
      .filter((rule) => rule.role === role)
      .map(({ value }) => value)
      .join('\n');
  return (
    <>
      <input type="hidden" name="version" value={provider.version} />
      <CheckField
        name="joinsAtOnce"
        label="People of the proven domains join at their first sign-on"
        defaultChecked={provider.joinsAtOnce}
      />
      <SelectField
        name="defaultRole"
        label="Their role, where no rule gives one"
        options={roleOptions}
        defaultValue={provider.defaultRole}
      />
      <TextField
        name="roleClaim"
        label="Claim that decides the role"
        optionalMark="optional"
        hint="For example groups or roles. Without it the role stays as it is given under Members."
        defaultValue={provider.roleClaim}
        autoComplete="off"
        spellCheck={false}
      />
      {roles.map((role) => (
        <TextAreaField
          key={role}
          name={role}
          label={`Values that give the role ${roleNames[role]}`}
          optionalMark="optional"
          hint={
            role === roles[0]
              ? 'One per line. The first role with a fitting value counts, from the top.'
              : undefined
          }
          rows={2}
          defaultValue={valuesOf(role)}
          spellCheck={false}
        />
      ))}
      <RadioGroup
        name="withoutRole"
        label="Whoever has none of these values"
        defaultValue={provider.withoutRole}
        choices={[
          { value: 'KEEP', label: 'Keeps their role' },
          { value: 'REFUSE', label: 'Is refused' },
        ]}
      />
      <RadioGroup
        name="secondFactor"
        label="Second factor"
        defaultValue={provider.secondFactor}
        choices={[
          { value: 'OURS', label: 'Inplace asks for it' },
          {
            value: 'PROVIDER',
            label: 'The provider asks for it',
            hint: 'Only where its rules demand it of everybody; 8.4 of the standard relies on it then.',
          },
        ]}
      />
      <TextField
        name="acr"
        label="acr value that is demanded"
        optionalMark="optional"
        defaultValue={provider.acr}
        autoComplete="off"
        spellCheck={false}
      />
      <TextField
        name="amr"
        label="amr values of which one is demanded"
        optionalMark="optional"
        hint="For example mfa. Separate several with spaces."
        defaultValue={provider.amr}
        autoComplete="off"
        spellCheck={false}
      />
      <ConfirmFields asksCode={asksCode} />
    </>
  );
}
