'use client';

import './evidence.css';
import { useRouter } from 'next/navigation';
import { type FormEvent, type ReactNode, useRef, useState, useSyncExternalStore } from 'react';
import { ActionFormContext } from '@/components/ui/action-form-context';
import { Button } from '@/components/ui/button';
import { CircleAlert, X } from '@/components/ui/icons';
import { LeaveGuard } from '@/components/ui/leave-guard';
import { Notice } from '@/components/ui/notice';
import { formatBytes, formatLimit } from '@/lib/platform/format';
import { DropZone } from './upload/drop-zone';
import type { Way } from './upload/send-file';
import { refusalOf, sendFiles } from './upload/send-files';
import { Ways } from './upload/ways';

type FileFormProps = {
  address: string;
  maxBytes: number;
  submitText: string;
  /** How files are sent by somebody without a session; else as the person who is signed in. */
  way?: Way;
  /** What follows when all has arrived; else the page of the new item. */
  onDone?: () => void;
  hint?: string;
  /** Fields under the files; none when files join an item that exists. */
  children?: ReactNode;
};

type Failure = { message: string; fieldErrors: Readonly<Record<string, readonly string[]>> };

/** One item of one or several files, with its progress. Chosen files and typed text stay after an error. */
export function FileForm({
  address,
  maxBytes,
  submitText,
  way,
  onDone,
  hint = 'Several files become one item; each keeps its own hash.',
  children,
}: FileFormProps) {
  const router = useRouter();
  const [files, setFiles] = useState<readonly File[]>([]);
  const [share, setShare] = useState<number | null>(null);
  const [hasArrived, setArrived] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const cancel = useRef<() => unknown>(() => undefined);
  const form = useRef<HTMLFormElement>(null);
  const pending = share !== null;
  // Before the script runs a click would send the form as a plain one and lose what was typed.
  const isReady = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );

  function choose(more: File[]) {
    setFailure(null);
    setFiles((chosen) => [...chosen, ...more.filter((file) => !chosen.some((one) => isSame(one, file)))]);
  }

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (pending) return;
    const refused = files.map(
      (file) => refusalOf(file, maxBytes) && `${file.name}: ${refusalOf(file, maxBytes)}`,
    );
    const problem = files.length === 0 ? 'Choose a file.' : refused.find((words) => words !== null);
    if (problem) {
      setFailure({ message: problem, fieldErrors: {} });
      return;
    }
    const fields = Object.fromEntries(
      [...new FormData(event.currentTarget)].filter(
        (entry): entry is [string, string] => typeof entry[1] === 'string',
      ),
    );
    setShare(0);
    setFailure(null);
    const hearing = { onProgress: setShare, onArrived: () => setArrived(true) };
    const upload = sendFiles(address, files, fields, hearing, way);
    cancel.current = upload.cancel;
    const outcome = await upload.done;
    if (outcome.ok && onDone) {
      onDone();
      return;
    }
    if (outcome.ok) {
      router.push(`/evidence/${outcome.evidenceId}`);
      router.refresh();
      return;
    }
    setShare(null);
    setArrived(false);
    setFailure(outcome);
    requestAnimationFrame(() =>
      form.current?.querySelector<HTMLElement>('[aria-invalid="true"], [role="alert"]')?.focus(),
    );
  }

  return (
    <ActionFormContext value={{ pending, fieldErrors: failure?.fieldErrors ?? {} }}>
      <form ref={form} onSubmit={submit} noValidate className="grid max-w-176 gap-4">
        {failure && (
          <Notice tone="late" role="alert" focusable icon={<CircleAlert />} title={failure.message} />
        )}
        <fieldset className="field">
          <legend className="label pb-1">Files</legend>
          <ul>
            {files.map((file) => (
              <li
                key={`${file.name} ${file.size} ${file.lastModified}`}
                className="flex items-center gap-2 border-line border-b py-1"
              >
                <span className="min-w-0 flex-1 wrap-anywhere">
                  {file.name} <small className="text-ink-3">{formatBytes(file.size)}</small>
                </span>
                <Button
                  variant="ghost"
                  size="sm"
                  icon={<X />}
                  label={`Leave out ${file.name}`}
                  onClick={() => setFiles((chosen) => chosen.filter((one) => one !== file))}
                />
              </li>
            ))}
          </ul>
          <DropZone words="Drop files here, or" overWords="Let go to add" onFiles={choose} takesPaste>
            <Ways onFiles={choose} />
          </DropZone>
          <p className="hint">
            Up to {formatLimit(maxBytes)} each. {hint}
          </p>
        </fieldset>
        {children}
        <LeaveGuard alsoWithin />
        <div className="flex flex-wrap items-center gap-3">
          <Button variant="primary" type={isReady ? 'submit' : 'button'} busy={pending}>
            {pending ? 'Sending' : submitText}
          </Button>
          {pending && (
            <>
              <progress className="upload-bar" max={1} value={share} aria-label="Sending the files" />
              {!hasArrived && <Button onClick={() => cancel.current()}>Cancel</Button>}
            </>
          )}
        </div>
      </form>
    </ActionFormContext>
  );
}

const never = () => () => undefined;

function isSame(one: File, other: File): boolean {
  return one.name === other.name && one.size === other.size && one.lastModified === other.lastModified;
}
