import { ConfirmFields } from '@/components/access/confirm-fields';
import { ConfirmButton } from '@/components/ui/confirm-button';
import { CopyField } from '@/components/ui/copy-field';
import { DescriptionList } from '@/components/ui/description-list';
import { TextField } from '@/components/ui/text-field';
import { Instant } from '@/components/ui/time';
import type { SignOnProviderView } from '@/lib/sign-on/model';
import type { SignOnActions } from './action';
import { TestButton } from './test-button';

type ProviderSectionProps = {
  provider: SignOnProviderView | null;
  redirectUri: string;
  timeZone: string;
  asksCode: boolean;
  actions: Pick<SignOnActions, 'configure' | 'startTest'>;
};

/** The connection with the provider: what it must know of us, what we know of it, and a test of both. */
export function ProviderSection({
  provider,
  redirectUri,
  timeZone,
  asksCode,
  actions,
}: ProviderSectionProps) {
  return (
    <section aria-labelledby="provider-title">
      <h2 id="provider-title">Provider</h2>
      <p className="mt-1 mb-3 max-w-read text-ink-2">
        Any OpenID Connect provider will do, for example Entra ID, Okta, Keycloak or Google. Register Inplace
        there as a web application with this redirect address.
      </p>
      <div className="max-w-2xl">
        <CopyField label="Redirect address" value={redirectUri} copyText="Copy" copiedText="Copied" />
      </div>
      {provider && (
        <DescriptionList
          className="mt-4"
          facts={[
            { term: 'Address', detail: <span className="break-all">{provider.issuer}</span> },
            { term: 'Client id', detail: <span className="break-all">{provider.clientId}</span> },
            { term: 'Client secret', detail: 'Kept sealed; nobody can read it again.' },
            {
              term: 'Tested',
              detail: provider.testedAt ? (
                <Instant value={provider.testedAt} timeZone={timeZone} />
              ) : (
                'Not yet with these settings'
              ),
            },
          ]}
        />
      )}
      <div className="mt-3 flex flex-wrap items-start gap-2">
        <ConfirmButton
          text={provider ? 'Change the connection' : 'Connect a provider'}
          title={provider ? 'Change the connection' : 'Connect a provider'}
          confirmText="Save"
          cancelText="Cancel"
          busyText="Asking the provider"
          action={actions.configure}
        >
          {provider && (
            <p>
              Single sign-on is turned off until the new connection is tested. With another address all links
              to accounts end.
            </p>
          )}
          <TextField
            name="issuer"
            label="Address of the provider (issuer)"
            hint="For example https://login.microsoftonline.com/your-tenant-id/v2.0"
            defaultValue={provider?.issuer}
            autoComplete="off"
            inputMode="url"
            spellCheck={false}
          />
          <TextField
            name="clientId"
            label="Client id"
            defaultValue={provider?.clientId}
            autoComplete="off"
            spellCheck={false}
          />
          <TextField
            name="clientSecret"
            label="Client secret"
            hint={provider ? 'Leave it empty to keep the one that is there.' : undefined}
            type="password"
            autoComplete="off"
          />
          <ConfirmFields asksCode={asksCode} />
        </ConfirmButton>
        {provider && <TestButton start={actions.startTest} />}
      </div>
    </section>
  );
}
