'use client';

import { Button } from '@/components/ui/button';
import { CircleAlert, LoaderCircle, X } from '@/components/ui/icons';
import type { Upload } from './use-uploads';

type UploadListProps = {
  uploads: readonly Upload[];
  onRetry: (upload: Upload) => void;
  onDismiss: (key: number) => void;
};

/** Files on their way with their progress, and those that could not be kept with the reason. */
export function UploadList({ uploads, onRetry, onDismiss }: UploadListProps) {
  return (
    <ul className="grid empty:hidden">
      {uploads.map((upload) => (
        <li
          key={upload.key}
          className="flex min-h-9 flex-wrap items-center gap-x-2.5 gap-y-1 border-line border-b py-1.5"
        >
          {upload.problem ? (
            <CircleAlert className="tone-late" />
          ) : (
            <LoaderCircle className="spin text-ink-3" />
          )}
          <span className="min-w-0 flex-1 basis-28 wrap-anywhere">
            {upload.file.name}
            {upload.problem && <small className="block text-danger">{upload.problem}</small>}
          </span>
          {upload.problem === null && (
            <progress
              className="upload-bar max-sm:w-20"
              max={1}
              value={upload.share}
              aria-label={`Sending ${upload.file.name}`}
            />
          )}
          {upload.problem !== null && upload.file.size > 0 && (
            <Button size="sm" onClick={() => onRetry(upload)}>
              Try again
            </Button>
          )}
          {!upload.hasArrived && (
            <Button
              variant="ghost"
              size="sm"
              icon={<X />}
              label={upload.problem ? `Dismiss ${upload.file.name}` : `Cancel ${upload.file.name}`}
              onClick={() => onDismiss(upload.key)}
            />
          )}
        </li>
      ))}
    </ul>
  );
}
