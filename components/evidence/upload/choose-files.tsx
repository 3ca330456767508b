'use client';

import { type ReactNode, useRef } from 'react';
import { Button } from '@/components/ui/button';
import type { ButtonLook } from '@/components/ui/button-style';

type ChooseFilesProps = ButtonLook & {
  onFiles: (files: File[]) => void;
  icon?: ReactNode;
  id?: string;
  children: ReactNode;
};

/** A button that opens the browser's file chooser. */
export function ChooseFiles({ onFiles, children, ...button }: ChooseFilesProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button {...button} onClick={() => input.current?.click()}>
        {children}
      </Button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        onChange={(event) => {
          onFiles([...(event.currentTarget.files ?? [])]);
          // The same file can be chosen again after a failure.
          event.currentTarget.value = '';
        }}
      />
    </>
  );
}
