import 'server-only';
import { formatBytes, formatDay } from '@/lib/platform/format';
import { type EvidenceKind, type EvidenceRowView, evidenceKindNames, evidenceKinds } from '../model';
import { mediaTypeName } from '../rules';

/** The kind of a stored row; what is not known any more is shown as a note. */
export function kindOf(stored: string): EvidenceKind {
  return evidenceKinds.find((kind) => kind === stored) ?? 'NOTE';
}

/** "pci-dss:6.3.3" → "6.3.3". */
export function numberOf(requirementKey: string): string {
  return requirementKey.replace(/^pci-dss:/, '');
}

/** "PDF, 412 KB" */
export function fileFacts(file: { mediaType: string; sizeBytes: bigint }): string {
  return `${mediaTypeName(file.mediaType)}, ${formatBytes(Number(file.sizeBytes))}`;
}

/** "PDF, received 24 Nov 2026, used for 6.3.3, 11.3.1" */
export function hitFacts(row: EvidenceRowView): string {
  const what = row.mediaType ? mediaTypeName(row.mediaType) : evidenceKindNames[row.kind];
  const shown = row.requirementNumbers.slice(0, 3).join(', ');
  const more = row.requirementNumbers.length - 3;
  const used = shown === '' ? 'not used yet' : `used for ${shown}${more > 0 ? ` and ${more} more` : ''}`;
  const failed = row.machine?.result === 'FAIL' ? ', failed' : '';
  const rejected = row.reviewState === 'REJECTED' ? ', rejected' : '';
  return `${what}, received ${formatDay(row.receivedOn)}, ${used}${failed}${rejected}`;
}
