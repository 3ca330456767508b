'use client';

import { useEffect, useRef } from 'react';
import { UploadList } from './upload-list';
import { type UploadOptions, useUploads } from './use-uploads';

type UploadsProps = UploadOptions & {
  /** What was chosen so far, one list each time. */
  chosen: readonly (readonly File[])[];
};

/** Sends what was chosen, and lists what is on its way or was refused. Loaded with the first file. */
export default function Uploads({ chosen, ...options }: UploadsProps) {
  const { uploads, add, retry, dismiss } = useUploads(options);
  const taken = useRef(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what is newly chosen is added
  useEffect(() => {
    for (const files of chosen.slice(taken.current)) add(files);
    taken.current = chosen.length;
  }, [chosen]);
  return <UploadList uploads={uploads} onRetry={retry} onDismiss={dismiss} />;
}
