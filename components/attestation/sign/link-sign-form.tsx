'use client';

import { type ReactNode, useState } from 'react';
import { CodeField } from '@/components/access/code-field';
import { ActionForm } from '@/components/ui/action-form';
import { PenLine } from '@/components/ui/icons';
import { Notice } from '@/components/ui/notice';
import { SubmitButton } from '@/components/ui/submit-button';
import type { ActionResult } from '@/lib/platform/result';
import { SignatureFields } from './signature-fields';

type Signed = { snapshotSha256: string };
type LinkSignFormProps = {
  token: string;
  contentSha256: string;
  officerName: string;
  senderName: string;
  resultWords: string;
  claimedWords: string;
  action: (previous: ActionResult<Signed> | null, form: FormData) => Promise<ActionResult<Signed>>;
  /** What is signed; once it is signed it would still say that it is not. */
  children: ReactNode;
};

/** Parts 3a and 3b for an officer without an account: the code stands where the password would. */
export function LinkSignForm({
  token,
  contentSha256,
  officerName,
  senderName,
  resultWords,
  claimedWords,
  action,
  children,
}: LinkSignFormProps) {
  const [signed, setSigned] = useState<Signed | null>(null);
  if (signed) {
    return (
      <>
        <h1 className="mb-4">The attestation</h1>
        <Notice tone="ok" title="Signed. Thank you." role="status">
          Nothing in it can be changed any more; {senderName} sees that you signed. Keep this number with your
          papers, it is the SHA-256 of what you signed:{' '}
          <span className="break-all font-mono">{signed.snapshotSha256}</span>
        </Notice>
      </>
    );
  }
  return (
    <>
      {children}
      <section className="well" aria-labelledby="h-sign" id="sign">
        <h2 id="h-sign" className="mb-2 font-semibold">
          Executive officer signs
        </h2>
        <ActionForm action={action} onSuccess={setSigned} className="grid gap-3">
          <input type="hidden" name="token" value={token} />
          <SignatureFields
            contentSha256={contentSha256}
            officerName={officerName}
            resultWords={resultWords}
            claimedWords={claimedWords}
          />
          <CodeField name="code" label="Code" hint={`Eight digits, which ${senderName} told you.`} />
          <div>
            <SubmitButton icon={<PenLine />} busyText="Signing">
              Sign as {resultWords}
            </SubmitButton>
          </div>
        </ActionForm>
      </section>
    </>
  );
}
