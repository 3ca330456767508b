'use client';

import { ChooseFiles } from './choose-files';

/** The ways to bring files beside dropping and pasting them. The camera is offered where a finger points. */
export function Ways({ onFiles }: { onFiles: (files: File[]) => void }) {
  return (
    <>
      <ChooseFiles size="sm" onFiles={onFiles}>
        choose files
      </ChooseFiles>
      <ChooseFiles size="sm" variant="ghost" from="FOLDER" onFiles={onFiles}>
        a folder
      </ChooseFiles>
      <span className="hidden pointer-coarse:contents">
        <ChooseFiles size="sm" variant="ghost" from="CAMERA" onFiles={onFiles}>
          take a photo
        </ChooseFiles>
      </span>
    </>
  );
}
