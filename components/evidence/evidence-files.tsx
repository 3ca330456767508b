import { buttonClass } from '@/components/ui/button-style';
import { Download, Eye } from '@/components/ui/icons';
import { SectionHead } from '@/components/ui/section-head';
import type { EvidenceFileView } from '@/lib/evidence/model';
import { allowsPreview, isImagePreview, mediaTypeName } from '@/lib/evidence/rules';
import { formatBytes, groupedHash } from '@/lib/platform/format';

type EvidenceFilesProps = { evidenceId: string; files: readonly EvidenceFileView[] };

/** The files of an item with their hash, to open and to download. */
export function EvidenceFiles({ evidenceId, files }: EvidenceFilesProps) {
  return (
    <section aria-labelledby="files-head">
      <SectionHead id="files-head" title={files.length === 1 ? 'File' : `${files.length} files`} />
      <ul className="grid gap-4">
        {files.map((file) => (
          <li key={file.fileId} className="border-line border-t pt-2">
            <FileEntry address={`/api/evidence/${evidenceId}/files/${file.fileId}`} file={file} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function FileEntry({ address, file }: { address: string; file: EvidenceFileView }) {
  const look = buttonClass({ size: 'sm' });
  const canPreview = allowsPreview(file.mediaType);
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <span className="min-w-0 flex-1 basis-60 wrap-anywhere font-medium">
          {file.fileName}{' '}
          <span className="font-normal text-ink-3">
            {mediaTypeName(file.mediaType)}, {formatBytes(file.sizeBytes)}
          </span>
        </span>
        {canPreview && (
          <a href={`${address}?view=1`} target="_blank" rel="noopener" className={look}>
            <Eye />
            Open<span className="sr-only"> {file.fileName} in a new tab</span>
          </a>
        )}
        <a href={address} download="" className={look}>
          <Download />
          Download<span className="sr-only"> {file.fileName}</span>
        </a>
      </div>
      <p className="mt-1 wrap-anywhere text-ink-3">
        <span className="text-small">SHA-256</span> <code>{groupedHash(file.sha256)}</code>
      </p>
      {canPreview && <Preview address={`${address}?view=1`} file={file} />}
    </>
  );
}

/** Loaded only when it is opened: looking at a file is recorded. */
function Preview({ address, file }: { address: string; file: EvidenceFileView }) {
  return (
    <details className="group mt-1">
      <summary className="link w-fit">
        <span className="group-open:hidden">Show preview</span>
        <span className="hidden group-open:inline">Hide preview</span>
      </summary>
      {isImagePreview(file.mediaType) ? (
        // biome-ignore lint/performance/noImgElement: a private file behind a route that checks rights; never optimized
        <img
          src={address}
          alt={`Contents of ${file.fileName}`}
          loading="lazy"
          className="mt-2 max-h-144 max-w-full rounded-panel border border-line"
        />
      ) : (
        <iframe
          src={address}
          title={`Contents of ${file.fileName}`}
          loading="lazy"
          className="mt-2 h-144 w-full rounded-panel border border-line bg-white"
        />
      )}
    </details>
  );
}
