import { TabLinks } from '@/components/ui/tab-links';

/** What is done when, and why as often as that. */
export function ScheduleTabs({ current }: { current: 'ACTIVITIES' | 'ANALYSES' }) {
  return (
    <TabLinks
      label="Schedule"
      tabs={[
        { href: '/schedule', label: 'Activities', current: current === 'ACTIVITIES' },
        { href: '/risk-analyses', label: 'Risk analyses', current: current === 'ANALYSES' },
      ]}
    />
  );
}
