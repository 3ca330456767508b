import type { Route } from 'next';
import type { ReactNode } from 'react';
import { Page } from '@/components/shell/page';
import { PageHead } from '@/components/ui/page-head';
import { TabLinks } from '@/components/ui/tab-links';
import type { Permission } from '@/lib/access/permissions';

/** Pages of the settings, and what opens each; null: a session is enough. */
export const settingsTabs = [
  { href: '/settings', label: 'Organization', permission: 'organization:read' },
  { href: '/settings/members', label: 'Members', permission: 'member:read' },
  { href: '/settings/roles', label: 'Roles', permission: 'organization:read' },
  { href: '/settings/sign-in', label: 'Sign-in', permission: 'organization:read' },
  { href: '/settings/api-keys', label: 'API keys', permission: 'organization:read' },
  { href: '/settings/provisioning', label: 'Provisioning', permission: 'organization:read' },
  { href: '/settings/account', label: 'Your account', permission: null },
] as const satisfies readonly { href: Route; label: string; permission: Permission | null }[];

type SettingsPageProps = {
  current: (typeof settingsTabs)[number]['href'];
  /** The pages that this person may open. */
  open: readonly string[];
  title: string;
  intro?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
};

export function SettingsPage({ current, open, title, intro, actions, children }: SettingsPageProps) {
  return (
    <Page
      crumbs={[
        { label: 'Settings', href: '/settings' },
        { label: settingsTabs.find((tab) => tab.href === current)?.label ?? '' },
      ]}
    >
      <PageHead title={title} actions={actions}>
        {intro}
      </PageHead>
      <TabLinks
        label="Settings"
        tabs={settingsTabs
          .filter(({ href }) => open.includes(href))
          .map(({ href, label }) => ({ href, label, current: href === current }))}
        className="mb-5"
      />
      {children}
    </Page>
  );
}
