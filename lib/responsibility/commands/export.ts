import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { commit } from '@/lib/audit-trail/commit';
import { dayIn } from '@/lib/platform/clock';
import { csvLines } from '@/lib/platform/csv';
import { contentDisposition } from '@/lib/platform/download';
import { notSaidName, responsibilityNames } from '../model';
import { listResponsibilities } from '../queries/list';
import { progressOf } from '../rules';

const head = ['Requirement', 'Title', 'Who meets it', 'Where it is agreed', 'Asked in an open assessment'];

/** A provider's responsibilities as CSV (12.8.5); the log says that they left. Throws NOT_FOUND. */
export async function downloadResponsibilities(
  grant: Grant<'service-provider:read'>,
  serviceProviderId: string,
): Promise<{ text: string; headers: Record<string, string> }> {
  const { name, lines } = await listResponsibilities(grant, serviceProviderId);
  const shown = lines.filter(({ isAsked, responsibility }) => isAsked || responsibility !== null);
  await commit(grant, async () => ({
    result: undefined,
    events: [
      {
        type: 'responsibility.exported' as const,
        subject: { type: 'service-provider', id: serviceProviderId },
        data: { name, rows: shown.length, ...progressOf(lines) },
      },
    ],
  }));
  const text = csvLines([
    head,
    ...shown.map(({ requirementNumber, title, responsibility, agreedIn, isAsked }) => [
      requirementNumber,
      title,
      responsibility ? responsibilityNames[responsibility] : notSaidName,
      agreedIn,
      isAsked ? 'yes' : 'no',
    ]),
  ]);
  const fileName = `${name}, who does what, ${dayIn(grant.timeZone)}.csv`;
  return {
    // The mark tells a spreadsheet that this is UTF-8.
    text: `\uFEFF${text}`,
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': contentDisposition('attachment', fileName),
      'cache-control': 'private, no-store',
      'x-content-type-options': 'nosniff',
    },
  };
}
