import { routeGrant } from '@/app/access';
import { answer } from '@/app/route-answer';
import { spendRecordedTurn } from '@/lib/audit-trail/operations/refusal';
import { openEvidenceFile } from '@/lib/evidence/commands/open';
import type { StoredFile } from '@/lib/evidence/queries/item';
import { allowsPreview } from '@/lib/evidence/rules';
import { contentDisposition, readRange } from '@/lib/platform/download';
import { parseRowId } from '@/lib/platform/parse';

export const dynamic = 'force-dynamic';

/** A file has no rights on our site: no scripts, no forms, no origin, and nothing that it could load. */
const filePolicy = "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'";

type Context = { params: Promise<{ evidenceId: string; fileId: string }> };

/** Sends a file: as a download, or with ?view=1 inside the tab when its type is one of the few that are harmless. */
export async function GET(request: Request, context: Context): Promise<Response> {
  return answer(async () => {
    const grant = await routeGrant(request, 'evidence:read');
    await spendRecordedTurn('file', grant);
    const { evidenceId, fileId } = await context.params;
    const ids = { evidenceId: parseRowId(evidenceId), fileId: parseRowId(fileId) };
    const isView = new URL(request.url).searchParams.get('view') === '1';
    const opened = await openEvidenceFile(grant, ids, {
      isView,
      rangeOf: (file) => readRange(usableRange(request, file), file.sizeBytes),
    });
    const { file, range, stream: whole } = opened;
    // Nobody reads it then, and what nobody reads stays open.
    const stream = request.method === 'HEAD' ? await whole?.cancel().then(() => null) : whole;
    const headers = headersOf(file, isView && allowsPreview(file.mediaType));
    if (range.kind === 'UNSATISFIABLE') {
      headers.set('content-range', `bytes */${file.sizeBytes}`);
      return new Response(null, { status: 416, headers });
    }
    if (range.kind === 'PART') {
      headers.set('content-range', `bytes ${range.start}-${range.end}/${file.sizeBytes}`);
      headers.set('content-length', String(range.end - range.start + 1));
      return new Response(stream ?? null, { status: 206, headers });
    }
    headers.set('content-length', String(file.sizeBytes));
    return new Response(stream ?? null, { headers });
  });
}

/** A range of another version of the file makes no sense: then the whole is sent (If-Range). */
function usableRange(request: Request, file: StoredFile): string | null {
  const condition = request.headers.get('if-range');
  return condition && condition !== `"${file.sha256}"` ? null : request.headers.get('range');
}

function headersOf(file: StoredFile, inline: boolean): Headers {
  return new Headers({
    'content-type': inline ? inlineType(file.mediaType) : 'application/octet-stream',
    'content-disposition': contentDisposition(inline ? 'inline' : 'attachment', file.fileName),
    'content-security-policy': filePolicy,
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    // Not compressed on the way: the parts that a range names are those of the file.
    'cache-control': 'private, no-store, no-transform',
    'accept-ranges': 'bytes',
    etag: `"${file.sha256}"`,
  });
}

/** CSV would be offered as a download by browsers; in the tab it is text like any other. */
function inlineType(mediaType: string): string {
  if (!mediaType.startsWith('text/')) return mediaType;
  const charset = /charset=([\w-]+)/.exec(mediaType)?.[1] ?? 'utf-8';
  return `text/plain; charset=${charset}`;
}
