'use client';

import './evidence.css';
import { useRouter } from 'next/navigation';
import { showToast } from '@/components/ui/toast-store';
import { formatLimit } from '@/lib/platform/format';
import { DropZone } from './upload/drop-zone';
import { UploadList } from './upload/upload-list';
import { useUploads } from './upload/use-uploads';
import { Ways } from './upload/ways';

const nothingSaid = () => ({});

/** Files dropped on the library become items of their own, to be described and used afterwards. */
export function LibraryDrop({ maxBytes }: { maxBytes: number }) {
  const router = useRouter();
  const { uploads, add, retry, dismiss } = useUploads({
    fields: nothingSaid,
    maxBytes,
    onAdded: (evidenceId, file, held) => {
      router.refresh();
      showToast({
        message: held ? `${file.name}: ${held}.` : `Added ${file.name}.`,
        ...(held && { tone: 'late' as const }),
        action: { text: 'Open', run: () => router.push(`/evidence/${evidenceId}`) },
      });
    },
  });
  const size = `${formatLimit(maxBytes)} each`;
  return (
    <div className="px-(--gutter) py-2.5">
      <DropZone
        words={`Drop files anywhere on this page, up to ${size}, or`}
        overWords="Let go to add to the library"
        onFiles={add}
        takesPaste
      >
        <Ways onFiles={add} />
      </DropZone>
      <div role="status">
        <UploadList uploads={uploads} onRetry={retry} onDismiss={dismiss} />
      </div>
    </div>
  );
}
