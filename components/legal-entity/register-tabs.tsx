import type { Route } from 'next';
import { TabLinks } from '@/components/ui/tab-links';
import type { RegisterFilter } from '@/lib/legal-entity/model';

type RegisterTabsProps = {
  label: string;
  path: '/legal-entities' | '/acquirers' | '/providers';
  counts: { active: number; archived: number };
  filter: RegisterFilter;
};

/** In use and archived; without an archive there is nothing to choose. */
export function RegisterTabs({ label, path, counts, filter }: RegisterTabsProps) {
  if (counts.archived === 0 && filter === 'active') return null;
  const inUse = { href: path as Route, label: 'In use', count: counts.active, current: filter === 'active' };
  const archive = {
    href: `${path}?view=archived` as Route,
    label: 'Archived',
    count: counts.archived,
    current: filter === 'archived',
  };
  return <TabLinks label={label} tabs={[inUse, archive]} />;
}
