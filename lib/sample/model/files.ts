import type { Report } from '@/lib/report/model';

/** A quarter's scan as the scanning vendor would hand it over, in words of our own. */
export function scanReport(doneOn: string): Report {
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
          { label: 'Scanned', value: 'shop.marlow.example, gifts.marlow.example' },
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
export function accountReview(doneOn: string): string {
  const lines = ['account,owner,role,reviewed_on,decision'];
  for (const [account, owner, role] of [
    ['mlindqvist', 'Mei Lindqvist', 'deploy'],
    ['tortega', 'Tomás Ortega', 'database'],
    ['hvik', 'Hanne Vik', 'read only'],
    ['svc-shop', 'Web team', 'service'],
  ]) {
    lines.push(`${account},${owner},${role},${doneOn},keep`);
  }
  return `${lines.join('\r\n')}\r\n`;
}
