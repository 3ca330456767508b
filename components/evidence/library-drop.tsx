'use client';

import './evidence.css';
import { useRouter } from 'next/navigation';
import { showToast } from '@/components/ui/toast-store';
import { ChooseFiles } from './upload/choose-files';
import { DropZone } from './upload/drop-zone';
import { UploadList } from './upload/upload-list';
import { useUploads } from './upload/use-uploads';

/** Files dropped on the library become items of their own, to be described and used afterwards. */
export function LibraryDrop({ maxBytes }: { maxBytes: number }) {
  const router = useRouter();
  const { uploads, add, retry, dismiss } = useUploads({
    fields: {},
    maxBytes,
    onAdded: (evidenceId, file) => {
      router.refresh();
      showToast({
        message: `Added ${file.name}.`,
        action: { text: 'Open', run: () => router.push(`/evidence/${evidenceId}`) },
      });
    },
  });
  const size = `${Math.floor(maxBytes / (1024 * 1024))} MB each`;
  return (
    <div className="px-(--gutter) py-2.5">
      <DropZone
        words={`Drop files anywhere on this page, up to ${size}, or`}
        overWords="Let go to add to the library"
        onFiles={add}
        takesPaste
      >
        <ChooseFiles size="sm" onFiles={add}>
          choose files
        </ChooseFiles>
      </DropZone>
      <UploadList uploads={uploads} onRetry={retry} onDismiss={dismiss} />
    </div>
  );
}
