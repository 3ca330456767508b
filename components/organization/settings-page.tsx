import type { Route } from 'next';
import type { ReactNode } from 'react';
import { Page } from '@/components/shell/page';
import { PageHead } from '@/components/ui/page-head';
import { TabLinks } from '@/components/ui/tab-links';

const tabs = [
  { href: '/settings', label: 'Organization' },
  { href: '/settings/members', label: 'Members' },
  { href: '/settings/roles', label: 'Roles' },
  { href: '/settings/account', label: 'Your account' },
] as const satisfies readonly { href: Route; label: string }[];

type SettingsPageProps = {
  current: (typeof tabs)[number]['href'];
  title: string;
  intro?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
};

export function SettingsPage({ current, title, intro, actions, children }: SettingsPageProps) {
  return (
    <Page
      crumbs={[
        { label: 'Settings', href: '/settings' },
        { label: tabs.find((tab) => tab.href === current)?.label ?? '' },
      ]}
    >
      <PageHead title={title} actions={actions}>
        {intro}
      </PageHead>
      <TabLinks
        label="Settings"
        tabs={tabs.map((tab) => ({ ...tab, current: tab.href === current }))}
        className="mb-5"
      />
      {children}
    </Page>
  );
}
