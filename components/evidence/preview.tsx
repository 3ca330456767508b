'use client';

import { useState } from 'react';
import { isImagePreview } from '@/lib/evidence/rules';
import { PdfPreview } from './pdf-preview';

type PreviewProps = { address: string; file: { fileName: string; mediaType: string } };

/** Loaded only when it is opened: looking at a file is recorded. */
export function Preview({ address, file }: PreviewProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details
      className="group mt-1"
      onToggle={(event) => {
        setOpen(event.currentTarget.open);
      }}
    >
      <summary className="link w-fit">
        <span className="group-open:hidden">Show preview</span>
        <span className="hidden group-open:inline">Hide preview</span>
      </summary>
      {isOpen && <Contents address={address} file={file} />}
    </details>
  );
}

function Contents({ address, file }: PreviewProps) {
  if (file.mediaType === 'application/pdf') return <PdfPreview address={address} fileName={file.fileName} />;
  if (isImagePreview(file.mediaType)) {
    return (
      // biome-ignore lint/performance/noImgElement: a private file behind a route that checks rights; never optimized
      <img
        src={address}
        alt={`Contents of ${file.fileName}`}
        className="mt-2 max-h-144 max-w-full rounded-panel border border-line"
      />
    );
  }
  return (
    <iframe
      src={address}
      sandbox=""
      title={`Contents of ${file.fileName}`}
      className="mt-2 h-144 w-full rounded-panel border border-line bg-white"
    />
  );
}
