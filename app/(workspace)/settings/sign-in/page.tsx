import type { Metadata } from 'next';
import { SettingsFrame } from '@/app/(workspace)/settings/settings-frame';
import { asksForCode, mayAlso, pageGrant, pageSession } from '@/app/access';
import { DomainSection } from '@/components/sign-on/domain-section';
import { ModeChoice } from '@/components/sign-on/mode-choice';
import { IdentitySection, WayInSection } from '@/components/sign-on/people-section';
import { PolicySection } from '@/components/sign-on/policy-section';
import { ProviderSection } from '@/components/sign-on/provider-section';
import { redirectUri } from '@/lib/sign-on/operations/round-trip';
import { getSignOn, getSignOnMode } from '@/lib/sign-on/queries';
import {
  addDomainAction,
  changePasswordWayAction,
  changeSignOnModeAction,
  changeSignOnPolicyAction,
  configureProviderAction,
  proveDomainAction,
  removeDomainAction,
  startTestAction,
  unlinkIdentityAction,
  vouchForDomainAction,
} from './actions';

export const metadata: Metadata = { title: 'Sign-in' };

export default async function SignInSettingsPage() {
  const grant = await pageGrant('organization:read');
  const asksCode = asksForCode(await pageSession());
  const settings = mayAlso(grant, 'organization:manage')
    ? await getSignOn(await pageGrant('organization:manage'))
    : null;
  const { timeZone } = grant;
  return (
    <SettingsFrame
      current="/settings/sign-in"
      title="Sign-in"
      intro="Let your company’s own sign-on (OpenID Connect) say who people are."
    >
      <div className="grid gap-8">
        <ModeChoice
          mode={settings?.mode ?? (await getSignOnMode(grant))}
          asksCode={asksCode}
          action={settings?.provider ? changeSignOnModeAction : null}
        />
        {settings && !settings.isSample && (
          <>
            <ProviderSection
              provider={settings.provider}
              redirectUri={redirectUri(grant.organizationId)}
              timeZone={timeZone}
              asksCode={asksCode}
              actions={{ configure: configureProviderAction, startTest: startTestAction }}
            />
            <DomainSection
              domains={settings.domains}
              isAlone={settings.isAlone}
              asksCode={asksCode}
              actions={{
                addDomain: addDomainAction,
                proveDomain: proveDomainAction,
                vouchForDomain: vouchForDomainAction,
                removeDomain: removeDomainAction,
              }}
            />
            {settings.provider && (
              <PolicySection
                provider={settings.provider}
                asksCode={asksCode}
                action={changeSignOnPolicyAction}
              />
            )}
            <WayInSection
              administrators={settings.administrators}
              timeZone={timeZone}
              asksCode={asksCode}
              action={changePasswordWayAction}
            />
            <IdentitySection
              identities={settings.identities}
              timeZone={timeZone}
              asksCode={asksCode}
              action={unlinkIdentityAction}
            />
          </>
        )}
      </div>
    </SettingsFrame>
  );
}
