import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { commit } from '@/lib/audit-trail/commit';

/** Records that a report left the application: what, in which state, by whom (10.2.1.1). */
export async function recordExport(
  grant: Grant<'report:export'>,
  report: { assessmentId: string; format: 'PDF' | 'JSON'; isDraft: boolean; sha256: string },
): Promise<void> {
  const { assessmentId, ...data } = report;
  await commit(grant, async () => ({
    result: undefined,
    events: [{ type: 'report.exported', subject: { type: 'assessment', id: assessmentId }, data }],
  }));
}
