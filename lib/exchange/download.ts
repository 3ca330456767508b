import 'server-only';
import { createHash } from 'node:crypto';
import type { Grant } from '@/lib/access/grant';
import { dayIn, now } from '@/lib/platform/clock';
import { contentDisposition } from '@/lib/platform/download';
import { recordChecklistExport } from './commands';
import { writeCsv } from './files/write-csv';
import { writeXlsx } from './files/write-xlsx';
import type { ExchangeFormat } from './model';
import { readExchangeSheet } from './queries';

const mediaTypes: Readonly<Record<ExchangeFormat, string>> = {
  XLSX: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  CSV: 'text/csv; charset=utf-8',
};

export type ChecklistDownload = { bytes: Uint8Array<ArrayBuffer>; headers: Record<string, string> };

/** The checklist as a file, as much of it as whoever asks may see; the log says that it left. */
export async function downloadChecklist(
  grant: Grant<'assessment:read'>,
  assessmentId: string,
  format: ExchangeFormat,
): Promise<ChecklistDownload> {
  const { sheet } = await readExchangeSheet(grant, assessmentId);
  const context = { exportedAt: now(), timeZone: grant.timeZone, personName: grant.actor.name };
  const bytes = new Uint8Array(
    format === 'XLSX' ? await writeXlsx(sheet, context) : writeCsv(sheet, context),
  );
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  await recordChecklistExport(grant, sheet, { format, sha256 });
  const part = sheet.isPart ? ', a part' : '';
  const day = dayIn(grant.timeZone);
  const fileName = `${sheet.assessmentName}, checklist${part}, ${day}.${format.toLowerCase()}`;
  return {
    bytes,
    headers: {
      'content-type': mediaTypes[format],
      'content-length': String(bytes.byteLength),
      'content-disposition': contentDisposition('attachment', fileName),
      'cache-control': 'private, no-store',
      'x-content-type-options': 'nosniff',
    },
  };
}
