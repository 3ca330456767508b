'use client';

import { type ReactNode, useRef } from 'react';
import { Button } from '@/components/ui/button';
import type { ButtonLook } from '@/components/ui/button-style';
import { namedByTime } from './named-by-time';

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
          onFiles(from === 'CAMERA' ? chosen.map((file) => namedByTime(file, 'Photo')) : chosen);
          // The same file can be chosen again after a failure.
          event.currentTarget.value = '';
        }}
      />
    </>
  );
}
