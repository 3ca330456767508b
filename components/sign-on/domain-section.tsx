import { ConfirmFields } from '@/components/access/confirm-fields';
import { ActionForm } from '@/components/ui/action-form';
import { Badge } from '@/components/ui/badge';
import { ConfirmButton } from '@/components/ui/confirm-button';
import { CopyField } from '@/components/ui/copy-field';
import { CircleCheck, CircleDashed, X } from '@/components/ui/icons';
import { SubmitButton } from '@/components/ui/submit-button';
import { TextField } from '@/components/ui/text-field';
import type { SignOnDomainView } from '@/lib/sign-on/model';
import type { SignOnActions } from './action';

type Actions = Pick<SignOnActions, 'addDomain' | 'proveDomain' | 'vouchForDomain' | 'removeDomain'>;
type DomainSectionProps = {
  domains: readonly SignOnDomainView[];
  /** No other organization is on this server: the administrator's word is enough. */
  isAlone: boolean;
  asksCode: boolean;
  actions: Actions;
};

/** The e-mail domains of the organization: whoever has an address of a proven one is sent to the provider. */
export function DomainSection({ domains, isAlone, asksCode, actions }: DomainSectionProps) {
  return (
    <section aria-labelledby="domains-title">
      <h2 id="domains-title">E-mail domains</h2>
      <p className="mt-1 mb-2 max-w-read text-ink-2">
        Whoever types an address of a proven domain is offered the company’s sign-on, and accounts are linked
        by such addresses alone.
      </p>
      <ul className="grid gap-3">
        {domains.map((domain) => (
          <Domain
            key={domain.domainId}
            domain={domain}
            isAlone={isAlone}
            asksCode={asksCode}
            actions={actions}
          />
        ))}
      </ul>
      <div className="mt-3">
        <ConfirmButton
          text="Add a domain"
          title="Add an e-mail domain"
          confirmText="Add"
          cancelText="Cancel"
          busyText="Adding"
          action={actions.addDomain}
        >
          <TextField name="domain" label="Domain" hint="For example example.com" autoComplete="off" />
          <ConfirmFields asksCode={asksCode} />
        </ConfirmButton>
      </div>
    </section>
  );
}

function Domain({
  domain,
  isAlone,
  asksCode,
  actions,
}: { domain: SignOnDomainView } & Omit<DomainSectionProps, 'domains'>) {
  const fields = { domainId: domain.domainId };
  return (
    <li className="max-w-2xl border-line border-t pt-2">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <b className="break-all font-medium">{domain.domain}</b>
        {domain.verifiedAt ? (
          <Badge tone="ok" icon={<CircleCheck />}>
            {domain.verifiedBy === 'DNS' ? 'Proven by its TXT record' : 'Vouched for by an administrator'}
          </Badge>
        ) : (
          <Badge tone="soon" icon={<CircleDashed />}>
            Not proven yet
          </Badge>
        )}
        <span className="flex-1" />
        <ConfirmButton
          variant="ghost"
          size="sm"
          icon={<X />}
          label={`Remove ${domain.domain}`}
          title={`Remove ${domain.domain}?`}
          confirmText="Remove"
          cancelText="Cancel"
          busyText="Removing"
          danger
          action={actions.removeDomain}
          fields={fields}
        >
          <p>Its people are no longer offered the company’s sign-on. Links that were made stay.</p>
          <ConfirmFields asksCode={asksCode} />
        </ConfirmButton>
      </div>
      {!domain.verifiedAt && (
        <div className="mt-2 grid gap-3">
          <CopyField
            label="Name of the TXT record"
            value={domain.record.name}
            copyText="Copy"
            copiedText="Copied"
          />
          <CopyField label="Its text" value={domain.record.value} copyText="Copy" copiedText="Copied" />
          <div className="flex flex-wrap items-start gap-2">
            <ActionForm action={actions.proveDomain} className="grid gap-2">
              <input type="hidden" name="domainId" value={domain.domainId} />
              <SubmitButton variant="default" busyText="Looking it up">
                Look up the record
              </SubmitButton>
            </ActionForm>
            {isAlone && (
              <ConfirmButton
                variant="ghost"
                text="Vouch for it instead"
                title={`Does ${domain.domain} belong to your organization?`}
                confirmText="It does"
                cancelText="Cancel"
                busyText="Recording"
                action={actions.vouchForDomain}
                fields={fields}
              >
                <p>
                  Your organization is the only one on this server, so your word is enough. It stands in the
                  audit log.
                </p>
                <ConfirmFields asksCode={asksCode} />
              </ConfirmButton>
            )}
          </div>
        </div>
      )}
    </li>
  );
}
