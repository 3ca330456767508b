import type { Route } from 'next';
import { TabLinks } from '@/components/ui/tab-links';
import type { IntegrationListItem } from '@/lib/integration/model';
import {
  type IntegrationViewId,
  integrationViewNames,
  integrationViews,
  isInView,
} from '@/lib/integration/rules/views';

type IntegrationTabsProps = {
  rows: readonly IntegrationListItem[];
  counts: { active: number; archived: number };
  view: IntegrationViewId;
};

/** The ready-made views. Their counts are known while the rows in use are on the page. */
export function IntegrationTabs({ rows, counts, view }: IntegrationTabsProps) {
  const offered = integrationViews.filter(
    (candidate) => candidate !== 'archived' || counts.archived > 0 || view === 'archived',
  );
  const countOf = (candidate: IntegrationViewId) => {
    if (candidate === 'archived') return counts.archived;
    if (candidate === 'all') return counts.active;
    return view === 'archived' ? undefined : rows.filter((row) => isInView(row, candidate)).length;
  };
  return (
    <TabLinks
      label="Views"
      tabs={offered.map((candidate) => ({
        href: (candidate === 'all' ? '/integrations' : `/integrations?view=${candidate}`) as Route,
        label: integrationViewNames[candidate],
        count: countOf(candidate),
        current: candidate === view,
      }))}
    />
  );
}
