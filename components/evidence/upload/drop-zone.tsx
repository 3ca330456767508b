'use client';

import { type ReactNode, useEffect, useRef, useState } from 'react';
import { cx } from '@/components/ui/class-names';
import { Upload } from '@/components/ui/icons';
import { droppedFiles } from './dropped';
import { namedByTime } from './named-by-time';

type DropZoneProps = {
  /** What it says at rest and while files hang over the page. */
  words: ReactNode;
  overWords: string;
  onFiles: (files: File[]) => void;
  /** A pasted screenshot is taken too. */
  takesPaste?: boolean;
  children?: ReactNode;
};

/** The whole page takes files; this is where it says so. Every file can also be chosen with the button inside. */
export function DropZone({ words, overWords, onFiles, takesPaste, children }: DropZoneProps) {
  const [over, setOver] = useState(false);
  const take = useRef(onFiles);
  take.current = onFiles;

  useEffect(() => {
    let depth = 0;
    const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
    const enter = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      depth += 1;
      setOver(true);
    };
    const leave = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      depth = Math.max(0, depth - 1);
      if (depth === 0) setOver(false);
    };
    const hover = (event: DragEvent) => {
      if (hasFiles(event)) event.preventDefault();
    };
    const drop = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      // Without this the browser would leave the page and show the file.
      event.preventDefault();
      depth = 0;
      setOver(false);
      if (!event.dataTransfer) return;
      void droppedFiles(event.dataTransfer).then((files) => {
        if (files.length > 0) take.current(files);
      });
    };
    const paste = (event: ClipboardEvent) => {
      const files = [...(event.clipboardData?.files ?? [])];
      // A copied cell or paragraph comes as text with a picture of it; that belongs into the field.
      if (files.length === 0 || event.clipboardData?.types.includes('text/plain')) return;
      event.preventDefault();
      take.current(files.map((file) => namedByTime(file, 'Screenshot')));
    };
    document.addEventListener('dragenter', enter);
    document.addEventListener('dragleave', leave);
    document.addEventListener('dragover', hover);
    document.addEventListener('drop', drop);
    if (takesPaste) document.addEventListener('paste', paste);
    return () => {
      document.removeEventListener('dragenter', enter);
      document.removeEventListener('dragleave', leave);
      document.removeEventListener('dragover', hover);
      document.removeEventListener('drop', drop);
      document.removeEventListener('paste', paste);
    };
  }, [takesPaste]);

  return (
    <div className={cx('drop-zone', over && 'drop-zone-over')}>
      <Upload />
      <span>{over ? overWords : words}</span>
      {!over && children}
    </div>
  );
}
