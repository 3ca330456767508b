import type { SnapshotEvidence } from '@/lib/attestation/model/snapshot';
import { evidenceKindNames } from '@/lib/evidence/model';
import { confidentialityName } from '@/lib/evidence/rules/fields';
import type { PackageLine } from './package';

const columns = [
  'Requirement',
  'Title',
  'Answer',
  'Evidence',
  'Kind',
  'Collected on',
  'Covers from',
  'Covers to',
  'Valid until',
  'Source',
  'Owner',
  'Confidentiality',
  'Received at',
  'Received from',
  'Address',
  'Note',
  'File',
  'Size in bytes',
  'SHA-256',
  'Path in this package',
  'Remark',
] as const;

/** The index as rows of a table, its head first. */
export function indexRows(lines: readonly PackageLine[]): (string | number)[][] {
  return [
    [...columns],
    ...lines.map(({ requirementNumber, requirementTitle, answers, evidence, file }) => [
      requirementNumber,
      requirementTitle,
      answers,
      evidence?.title ?? '',
      evidence ? evidenceKindNames[evidence.kind] : '',
      evidence?.collectedOn ?? '',
      evidence?.coversFrom ?? '',
      evidence?.coversTo ?? '',
      evidence?.validUntil ?? '',
      evidence?.source ?? '',
      evidence?.owner ?? '',
      evidence?.confidentiality ? confidentialityName(evidence.confidentiality) : '',
      evidence?.receivedAt ?? '',
      evidence?.receivedBy ?? '',
      evidence?.url ?? '',
      evidence?.note ?? '',
      file?.fileName ?? '',
      file?.sizeBytes ?? '',
      file?.sha256 ?? '',
      file?.path ?? '',
      file?.remark ?? '',
    ]),
  ];
}

type IndexHead = { title: string; lines: readonly string[] };

/** The index as a page that any browser opens without a network: no script, nothing from outside. */
export function indexPage(head: IndexHead, lines: readonly PackageLine[]): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${text(head.title)}</title>
<style>
body { margin: 2rem auto; max-width: 72rem; padding: 0 1rem; font: 1rem/1.5 system-ui, sans-serif; color: #1c1c1a; background: #fff; }
h1 { font-size: 1.5rem; }
table { width: 100%; border-collapse: collapse; font-size: .875rem; }
th, td { padding: .375rem .5rem; border-top: 1px solid #d8d8d2; text-align: start; vertical-align: top; overflow-wrap: anywhere; }
code { font-size: .75rem; }
a { color: #1d4f91; }
@media print { a { color: inherit; } tr { break-inside: avoid; } }
</style>
</head>
<body>
<h1>${text(head.title)}</h1>
${head.lines.map((line) => `<p>${text(line)}</p>`).join('\n')}
<table>
<thead><tr><th scope="col">Requirement</th><th scope="col">Answer</th><th scope="col">Evidence</th><th scope="col">File</th></tr></thead>
<tbody>
${lines.map(rowOf).join('\n')}
</tbody>
</table>
</body>
</html>
`;
}

function rowOf({ requirementNumber, requirementTitle, answers, evidence, file }: PackageLine): string {
  const proof = evidence
    ? [
        text(evidence.title),
        text(periodOf(evidence)),
        evidence.validUntil && `valid until ${text(evidence.validUntil)}`,
        evidence.source && `source: ${text(evidence.source)}`,
        evidence.owner && `owner: ${text(evidence.owner)}`,
        evidence.confidentiality && `confidentiality: ${text(confidentialityName(evidence.confidentiality))}`,
        evidence.url && `<code>${text(evidence.url)}</code>`,
        evidence.note && text(evidence.note),
      ]
    : ['none attached'];
  const name = file?.path
    ? `<a href="${text(relative(file.path))}">${text(file.fileName)}</a>`
    : text(file?.fileName ?? '');
  const of = file ? [name, text(file.remark), `<code>${text(file.sha256)}</code>`] : [];
  return `<tr><th scope="row">${text(requirementNumber)} ${text(requirementTitle)}</th><td>${text(answers)}</td><td>${joined(proof)}</td><td>${joined(of)}</td></tr>`;
}

function periodOf({ coversFrom, coversTo }: SnapshotEvidence): string {
  const words = [coversFrom && `from ${coversFrom}`, coversTo && `to ${coversTo}`].filter(Boolean);
  return words.length > 0 ? `covers ${words.join(' ')}` : '';
}

const joined = (parts: readonly (string | null | undefined)[]) => parts.filter(Boolean).join('<br>');

const relative = (path: string) => path.split('/').map(encodeURIComponent).join('/');

function text(plain: string): string {
  return plain
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
