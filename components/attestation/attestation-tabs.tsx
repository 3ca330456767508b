import type { Route } from 'next';
import { TabLinks } from '@/components/ui/tab-links';

const views = [
  { path: 'sign-off', label: 'Sign-off' },
  { path: 'report', label: 'Report' },
  { path: 'copy-sheet', label: 'Copy sheet' },
  { path: 'submissions', label: 'Submissions' },
] as const;

/** The four views of one attestation. */
export function AttestationTabs({
  assessmentId,
  current,
}: {
  assessmentId: string;
  current: (typeof views)[number]['path'];
}) {
  return (
    <TabLinks
      label="Views of the attestation"
      className="mb-5"
      tabs={views.map(({ path, label }) => ({
        href: `/assessments/${assessmentId}/${path}` as Route,
        label,
        current: path === current,
      }))}
    />
  );
}
