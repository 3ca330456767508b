'use client';

import { useState } from 'react';
import { ActionForm } from '@/components/ui/action-form';
import { LinkButton } from '@/components/ui/link-button';
import { SubmitButton } from '@/components/ui/submit-button';
import type { ActionResult } from '@/lib/platform/result';
import { CodeField } from './code-field';
import { ConfirmFields } from './confirm-fields';
import { RecoveryCodes } from './recovery-codes';

type Codes = { recoveryCodes: string[] };

type AuthenticatorFormProps = {
  action: (previous: ActionResult<Codes> | null, form: FormData) => Promise<ActionResult<Codes>>;
  offer: string;
  secret: string;
  qr: { size: number; path: string };
  /** Of an account that is open already: password and, where it is due, a code of the former app. */
  isReplacing: boolean;
  hasApp: boolean;
  asksCode: boolean;
  /** Paths of this site, checked on the server. */
  returnPath: string;
  passkeyPath: string;
};

/** Scan, type the code that the app shows, keep the recovery codes. */
export function AuthenticatorForm({ action, ...given }: AuthenticatorFormProps) {
  // The page is drawn anew with each answer, with another key to scan: what a person has scanned must stay.
  const [first] = useState(given);
  const [codes, setCodes] = useState<string[] | null>(null);
  if (codes) {
    return (
      <RecoveryCodes
        codes={codes}
        doneText={first.isReplacing ? 'I have kept them' : 'I have kept them, go on'}
        onDone={() => window.location.assign(first.returnPath)}
      />
    );
  }
  return (
    <ActionForm
      action={action}
      className="door-fields"
      onSuccess={({ recoveryCodes }) => setCodes(recoveryCodes)}
    >
      {first.hasApp && (
        <p className="text-ink-2">
          An app is set up for you. This puts another one, or the same one anew, in its place: your other
          sessions end, and earlier recovery codes are void.
        </p>
      )}
      <input type="hidden" name="offer" value={first.offer} />
      {!first.isReplacing && <input type="hidden" name="isFirst" value="on" />}
      <div className="flex flex-wrap items-center gap-4">
        <svg
          role="img"
          aria-label="QR code for the authenticator app"
          className="size-44 shrink-0 rounded-md border border-line"
          viewBox={`0 0 ${first.qr.size} ${first.qr.size}`}
          shapeRendering="crispEdges"
        >
          {/* Black on white in dark colours too: cameras read nothing else. */}
          <rect width={first.qr.size} height={first.qr.size} fill="#fff" />
          <path d={first.qr.path} fill="#000" />
        </svg>
        <div className="min-w-0 flex-1 basis-48 text-ink-2">
          <p>Scan the picture with the app.</p>
          <p className="mt-2">
            Or type this key into it:
            <span className="mt-1 block break-words font-mono text-ink" data-secret>
              {(first.secret.match(/.{1,4}/g) ?? []).join(' ')}
            </span>
          </p>
        </div>
      </div>
      <CodeField name="newCode" label="Code that the app shows now" hint="Six digits." autoFocus />
      {first.isReplacing && <ConfirmFields asksCode={first.asksCode} onlyPassword />}
      <SubmitButton busyText="Checking">Set up</SubmitButton>
      {!first.isReplacing && (
        <a className="link justify-self-start" href={first.passkeyPath}>
          Use a passkey instead
        </a>
      )}
      {first.isReplacing && (
        <LinkButton variant="ghost" href="/settings/account">
          Leave it as it is
        </LinkButton>
      )}
    </ActionForm>
  );
}
