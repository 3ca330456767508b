import { ConfirmFields } from '@/components/access/confirm-fields';
import { Badge } from '@/components/ui/badge';
import { ConfirmButton } from '@/components/ui/confirm-button';
import { KeyRound, Link2Off } from '@/components/ui/icons';
import { Instant } from '@/components/ui/time';
import type { SignOnAdministratorView, SignOnIdentityView } from '@/lib/sign-on/model';
import type { FormAction } from './action';

type WayInSectionProps = {
  administrators: readonly SignOnAdministratorView[];
  timeZone: string;
  asksCode: boolean;
  action: FormAction;
};

/** Who comes in when the provider is down. */
export function WayInSection({ administrators, timeZone, asksCode, action }: WayInSectionProps) {
  return (
    <section aria-labelledby="way-in-title">
      <h2 id="way-in-title">When the provider is down</h2>
      <p className="mt-1 mb-2 max-w-read text-ink-2">
        Where single sign-on is required, these administrators may still sign in with password and second
        factor. At least one must remain. Each use stands in the audit log and here.
      </p>
      <ul className="max-w-2xl border-line border-y">
        {administrators.map((administrator) => (
          <li
            key={administrator.membershipId}
            className="flex flex-wrap items-center gap-x-3 border-line border-t py-1.5 first:border-0"
          >
            <span className="font-medium">{administrator.name}</span>
            {administrator.mayUsePassword && (
              <Badge tone="info" icon={<KeyRound />}>
                May use the password
              </Badge>
            )}
            <span className="flex-1 text-ink-3 text-small">
              {administrator.passwordUsedAt && (
                <>
                  last used <Instant value={administrator.passwordUsedAt} timeZone={timeZone} />
                </>
              )}
            </span>
            <WayIn administrator={administrator} asksCode={asksCode} action={action} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function WayIn({
  administrator: { membershipId, name, mayUsePassword },
  asksCode,
  action,
}: {
  administrator: SignOnAdministratorView;
  asksCode: boolean;
  action: FormAction;
}) {
  return (
    <ConfirmButton
      variant="ghost"
      size="sm"
      text={mayUsePassword ? 'Take back' : 'Allow'}
      label={mayUsePassword ? `Take the password from ${name}` : `Let ${name} use the password`}
      title={mayUsePassword ? `Take the password from ${name}?` : `Let ${name} use the password?`}
      confirmText={mayUsePassword ? 'Take back' : 'Allow'}
      cancelText="Cancel"
      busyText="Changing"
      action={action}
      fields={{ membershipId, allowed: mayUsePassword ? 'no' : 'yes' }}
    >
      <p>
        {mayUsePassword
          ? 'While single sign-on is required they come in through the provider alone.'
          : 'They come in without the provider, also while single sign-on is required. Choose somebody with a password of their own and a second factor.'}
      </p>
      <ConfirmFields asksCode={asksCode} />
    </ConfirmButton>
  );
}

type IdentitySectionProps = {
  identities: readonly SignOnIdentityView[];
  timeZone: string;
  asksCode: boolean;
  action: FormAction;
};

/** The accounts that are linked to somebody at the provider. */
export function IdentitySection({ identities, timeZone, asksCode, action }: IdentitySectionProps) {
  if (identities.length === 0) return null;
  return (
    <section aria-labelledby="identities-title">
      <h2 id="identities-title">Linked accounts</h2>
      <p className="mt-1 mb-2 max-w-read text-ink-2">
        Linked once by a verified address, then known by what the provider calls them. Unlink an account when
        its address was given to somebody else.
      </p>
      <ul className="max-w-2xl border-line border-y">
        {identities.map((identity) => (
          <li
            key={identity.identityId}
            className="flex flex-wrap items-center gap-x-3 border-line border-t py-1.5 first:border-0"
          >
            <span className="font-medium">{identity.name}</span>
            <span className="break-all text-ink-2">{identity.email}</span>
            <span className="flex-1 text-ink-3 text-small">
              linked <Instant value={identity.linkedAt} timeZone={timeZone} />
            </span>
            <ConfirmButton
              variant="ghost"
              size="sm"
              icon={<Link2Off />}
              label={`Unlink ${identity.name}`}
              title={`Unlink ${identity.name}?`}
              confirmText="Unlink"
              cancelText="Cancel"
              busyText="Unlinking"
              danger
              action={action}
              fields={{ identityId: identity.identityId }}
            >
              <p>
                Sessions that rest on the link end. The next sign-on with a verified address links the account
                anew.
              </p>
              <ConfirmFields asksCode={asksCode} />
            </ConfirmButton>
          </li>
        ))}
      </ul>
    </section>
  );
}
