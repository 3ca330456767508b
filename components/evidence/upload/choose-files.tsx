'use client';

import { type ReactNode, useRef } from 'react';
import { Button } from '@/components/ui/button';
import type { ButtonLook } from '@/components/ui/button-style';

type ChooseFilesProps = ButtonLook & {
  onFiles: (files: File[]) => void;
  icon?: ReactNode;
  id?: string;
  /** Where the files come from: chosen one by one, a whole folder, or the camera of a phone. */
  from?: 'FILES' | 'FOLDER' | 'CAMERA';
  children: ReactNode;
};

/** What Finder and Explorer leave in folders. */
const clutter = /^(?:\.DS_Store|Thumbs\.db|desktop\.ini)$/i;

/** A button that opens the browser's file chooser. */
export function ChooseFiles({ onFiles, from = 'FILES', children, ...button }: ChooseFilesProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button {...button} onClick={() => input.current?.click()}>
        {children}
      </Button>
      <input
        ref={input}
        type="file"
        multiple={from !== 'CAMERA'}
        hidden
        {...(from === 'FOLDER' && { webkitdirectory: '' })}
        {...(from === 'CAMERA' && { accept: 'image/*', capture: 'environment' as const })}
        onChange={(event) => {
          const chosen = [...(event.currentTarget.files ?? [])].filter(
            (file) => from !== 'FOLDER' || !clutter.test(file.name),
          );
          onFiles(from === 'CAMERA' ? chosen.map(dated) : chosen);
          // The same file can be chosen again after a failure.
          event.currentTarget.value = '';
        }}
      />
    </>
  );
}

/** Phones call every photo image.jpg; the time tells them apart. */
function dated(file: File): File {
  const { name, type } = file;
  const end = /^image(\.\w+)$/i.exec(name)?.[1];
  if (!end) return file;
  const time = new Date().toISOString().slice(0, 19).replace('T', ' ').replaceAll(':', '.');
  return new File([file], `Photo ${time}${end}`, { type });
}
