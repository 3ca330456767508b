import type { Report } from '@/lib/report/model';

/** A quarter's scan as the scanning vendor would hand it over, in words of our own. */
export function scanReport(doneOn: string, hosts: readonly string[]): Report {
  return {
    title: 'External scan, sample',
    foot: 'External scan, sample organization',
    author: 'Sample scanning vendor',
    datedAt: `${doneOn}T09:00:00Z`,
    stage: 'SIGNED',
    blocks: [
      {
        kind: 'title',
        text: 'External vulnerability scan',
        subtitle: 'Sample document, invented results',
        mark: null,
      },
      {
        kind: 'facts',
        columns: 1,
        items: [
          { label: 'Scanned', value: hosts.join(', ') },
          { label: 'Finished', value: doneOn },
          { label: 'Result', value: 'Pass' },
        ],
      },
      {
        kind: 'table',
        caption: 'Findings',
        columns: [
          { header: 'Finding', share: 0.6 },
          { header: 'Score', share: 0.2, align: 'end' },
          { header: 'State', share: 0.2 },
        ],
        rows: [
          ['Server names its version', '2.6', 'Accepted'],
          ['Cookie without a lifetime', '3.1', 'Fixed'],
        ],
      },
    ],
  };
}

/** An extract of a directory with its review, as CSV. */
export function accountReview(
  doneOn: string,
  accounts: readonly (readonly [account: string, owner: string, role: string])[],
): string {
  const lines = accounts.map(([account, owner, role]) => `${account},${owner},${role},${doneOn},keep`);
  return `${['account,owner,role,reviewed_on,decision', ...lines].join('\r\n')}\r\n`;
}
