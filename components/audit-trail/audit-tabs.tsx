import { TabLinks } from '@/components/ui/tab-links';

/** What happened in the organization, and to the accounts of its members. */
export function AuditTabs({ current }: { current: 'EVENTS' | 'SIGN_INS' }) {
  return (
    <TabLinks
      label="Audit log"
      tabs={[
        { href: '/audit-log', label: 'Events', current: current === 'EVENTS' },
        { href: '/audit-log/sign-ins', label: 'Sign-ins', current: current === 'SIGN_INS' },
      ]}
    />
  );
}
