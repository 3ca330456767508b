'use client';

import Link from 'next/link';
import { Button } from '@/components/ui/button';
import { buttonClass } from '@/components/ui/button-style';
import { Download, ExternalLink, Eye, X } from '@/components/ui/icons';
import type { PanelItemView } from '@/lib/evidence/model';
import { KindIcon } from '../kind-icon';
import { ReviewMark } from '../review-mark';
import { ScanMark } from '../scan-mark';
import { ValidityMark } from '../validity-mark';

type TakeOff = ((item: PanelItemView) => void) | null;

/** The evidence of a requirement. Loaded where there is some. */
export default function PanelItems({
  items,
  onTakeOff,
}: {
  items: readonly PanelItemView[];
  onTakeOff: TakeOff;
}) {
  return (
    <ul>
      {items.map((item) => (
        <PanelItem key={item.evidenceId} item={item} onTakeOff={onTakeOff} />
      ))}
    </ul>
  );
}

/** One piece of evidence of a requirement. */
function PanelItem({ item, onTakeOff }: { item: PanelItemView; onTakeOff: TakeOff }) {
  const [file, ...more] = item.files;
  return (
    <li className="evidence-row">
      <KindIcon kind={item.kind} />
      <span className="min-w-0 wrap-anywhere">
        <Link href={`/evidence/${item.evidenceId}`} className="font-medium hover:underline">
          {item.title}
        </Link>
        <small>
          {item.facts}
          {item.alsoUsedFor.length > 0 && `, also for ${item.alsoUsedFor.join(', ')}`}
        </small>
        {file && more.length === 0 && <ScanMark mark={file.scanMark} />}
        {item.isAccepted && <ReviewMark state="ACCEPTED" />}
      </span>
      <span className="evidence-until">
        <ValidityMark validity={item.validity} until={item.validUntil} />
      </span>
      <span className="flex">
        {item.kind === 'LINK' && (
          <a
            href={item.url}
            target="_blank"
            rel="noopener noreferrer nofollow"
            className={buttonClass({ variant: 'ghost', size: 'sm', iconOnly: true })}
            aria-label={`Open ${item.title} in a new tab`}
            title={item.url}
          >
            <ExternalLink />
          </a>
        )}
        {file?.isOpen && more.length === 0 && <FileActions evidenceId={item.evidenceId} file={file} />}
        {onTakeOff && (
          <Button
            variant="ghost"
            size="sm"
            icon={<X />}
            label={`Take ${item.title} off this requirement`}
            onClick={() => onTakeOff(item)}
          />
        )}
      </span>
      {item.rejection && (
        <p className="evidence-note">
          <span className="tone-late">Rejected by {item.rejection.byName}, it does not count:</span>{' '}
          {item.rejection.reason}
        </p>
      )}
      {item.failure && (
        <p className="evidence-note">
          <span className="tone-late">Failed, it does not count:</span> {item.failure.tool} says so in its
          newest result. It counts again once a run passes.
        </p>
      )}
      {item.note && <p className="evidence-note line-clamp-4">{item.note}</p>}
      {more.length > 0 && (
        <ul>
          {item.files.map((one) => (
            <li key={one.fileId} className="flex items-center gap-2">
              <span className="min-w-0 flex-1 wrap-anywhere">
                {one.fileName} <small className="text-ink-3">{one.facts}</small>{' '}
                <ScanMark mark={one.scanMark} />
              </span>
              {one.isOpen && <FileActions evidenceId={item.evidenceId} file={one} />}
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

function FileActions({ evidenceId, file }: { evidenceId: string; file: PanelItemView['files'][number] }) {
  const address = `/api/evidence/${evidenceId}/files/${file.fileId}`;
  const look = buttonClass({ variant: 'ghost', size: 'sm', iconOnly: true });
  return (
    <span className="flex">
      {file.canPreview && (
        <a
          href={`${address}?view=1`}
          target="_blank"
          rel="noopener"
          className={look}
          aria-label={`Open ${file.fileName} in a new tab`}
          title="Open in a new tab"
        >
          <Eye />
        </a>
      )}
      <a
        href={address}
        download=""
        className={look}
        aria-label={`Download ${file.fileName}`}
        title="Download"
      >
        <Download />
      </a>
    </span>
  );
}
