import { buttonClass } from '@/components/ui/button-style';
import { Download, Eye } from '@/components/ui/icons';
import { Notice } from '@/components/ui/notice';
import { SectionHead } from '@/components/ui/section-head';
import { Instant } from '@/components/ui/time';
import type { EvidenceFileView, EvidenceView } from '@/lib/evidence/model';
import { allowsPreview, mediaTypeName, opensInTab } from '@/lib/evidence/rules';
import { scanWords } from '@/lib/evidence/words';
import { formatBytes, groupedHash } from '@/lib/platform/format';
import { BlockedFile, type FileDecisions } from './blocked-file';
import { Preview } from './preview';

/** What is larger is downloaded: the browser would have all of it in memory. */
const LARGEST_PREVIEW = 32 * 1024 * 1024;

type EvidenceFilesProps = {
  item: Pick<EvidenceView, 'evidenceId' | 'fileVersion' | 'files' | 'earlierFiles' | 'uses'>;
  timeZone: string;
  decisions: FileDecisions;
};

/** The files of an item with their hash, to open and to download; the versions before folded away. */
export function EvidenceFiles({ item, timeZone, decisions }: EvidenceFilesProps) {
  const { evidenceId, fileVersion, files, earlierFiles, uses } = item;
  const title = files.length === 1 ? 'File' : `${files.length} files`;
  const list = { evidenceId, decisions };
  const versions = [...new Set(earlierFiles.map((file) => file.fileVersion))];
  return (
    <section aria-labelledby="files-head">
      <SectionHead id="files-head" title={fileVersion > 1 ? `${title}, version ${fileVersion}` : title} />
      <FileList {...list} files={files} />
      {versions.length > 0 && (
        // While nobody can open the newest version, the one before is what there is to see.
        <details className="mt-4" open={!files.some(isOpen)}>
          <summary className="link w-fit">
            {versions.length === 1 ? 'The version before' : `${versions.length} versions before`}
          </summary>
          {versions.map((version) => {
            const ofThis = earlierFiles.filter((file) => file.fileVersion === version);
            const signed = uses
              .filter((use) => use.signedVersion === version)
              .map((use) => use.assessmentName);
            return (
              <section key={version} aria-label={`Version ${version}`} className="mt-3">
                <h3>
                  Version {version}
                  {ofThis[0] && (
                    <small className="font-normal text-ink-3">
                      , received <Instant value={ofThis[0].receivedAt} timeZone={timeZone} />
                    </small>
                  )}
                </h3>
                {signed.length > 0 && (
                  <p className="text-ink-2">Signed with {[...new Set(signed)].join(', ')}.</p>
                )}
                <FileList {...list} files={ofThis} />
              </section>
            );
          })}
        </details>
      )}
    </section>
  );
}

const isOpen = (file: EvidenceFileView) => file.isDeleted || file.scan.state === 'AVAILABLE';

type FileListProps = { evidenceId: string; files: readonly EvidenceFileView[]; decisions: FileDecisions };

function FileList({ evidenceId, files, decisions }: FileListProps) {
  return (
    <ul className="grid gap-4">
      {files.map((file) => (
        <li key={file.fileId} className="border-line border-t pt-2">
          {isOpen(file) ? (
            <FileEntry address={`/api/evidence/${evidenceId}/files/${file.fileId}`} file={file} />
          ) : (
            <ClosedFile evidenceId={evidenceId} file={file} decisions={decisions} />
          )}
        </li>
      ))}
    </ul>
  );
}

/** A file that nobody can open: why, and what can be done. */
function ClosedFile({
  evidenceId,
  file,
  decisions,
}: {
  evidenceId: string;
  file: EvidenceFileView;
  decisions: FileDecisions;
}) {
  const words = scanWords(file.scan);
  const isBlocked = file.scan.state === 'QUARANTINED' && file.scan.heldFor === 'CARD_NUMBER';
  return (
    <>
      <p className="wrap-anywhere font-medium">
        {file.fileName}{' '}
        <span className="font-normal text-ink-3">
          {mediaTypeName(file.mediaType)}, {formatBytes(file.sizeBytes)}
        </span>
      </p>
      {words && (
        <Notice tone={words.tone === 'quiet' ? 'info' : words.tone} className="mt-2" title={words.short}>
          {isBlocked
            ? 'What looks like a card number stands in this file. Nobody can open it, and it proves nothing yet.'
            : words.long}
        </Notice>
      )}
      {isBlocked && <BlockedFile evidenceId={evidenceId} file={file} decisions={decisions} />}
      <Hash sha256={file.sha256} />
    </>
  );
}

function Hash({ sha256 }: { sha256: string }) {
  return (
    <p className="mt-1 wrap-anywhere text-ink-3">
      <span className="text-small">SHA-256</span> <code>{groupedHash(sha256)}</code>
    </p>
  );
}

function FileEntry({ address, file }: { address: string; file: EvidenceFileView }) {
  const look = buttonClass({ size: 'sm' });
  const canPreview = !file.isDeleted && allowsPreview(file.mediaType) && file.sizeBytes <= LARGEST_PREVIEW;
  const said = scanWords(file.scan);
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <span className="min-w-0 flex-1 basis-60 wrap-anywhere font-medium">
          {file.fileName}{' '}
          <span className="font-normal text-ink-3">
            {mediaTypeName(file.mediaType)}, {formatBytes(file.sizeBytes)}
          </span>
        </span>
        {!file.isDeleted && opensInTab(file.mediaType) && (
          <a href={`${address}?view=1`} target="_blank" rel="noopener" className={look}>
            <Eye />
            Open<span className="sr-only"> {file.fileName} in a new tab</span>
          </a>
        )}
        {file.isDeleted ? (
          <span className="text-ink-3">deleted, its retention had ended</span>
        ) : (
          <a href={address} download="" className={look}>
            <Download />
            Download<span className="sr-only"> {file.fileName}</span>
          </a>
        )}
      </div>
      {said && <p className="mt-1 max-w-(--measure) text-ink-3 text-small">{said.long}</p>}
      {file.cameAfterSignature && (
        <p className="mt-1 max-w-(--measure) text-ink-3 text-small">
          It was released after this version was signed, so it is no part of what was signed.
        </p>
      )}
      <Hash sha256={file.sha256} />
      {canPreview && <Preview address={`${address}?view=1`} file={file} />}
    </>
  );
}
