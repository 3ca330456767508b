'use client';

import { type ReactNode, useState } from 'react';
import { ConfirmFields } from '@/components/access/confirm-fields';
import { ActionForm } from '@/components/ui/action-form';
import { ConfirmButton } from '@/components/ui/confirm-button';
import { CopyField } from '@/components/ui/copy-field';
import { DialogButton, DialogCancel } from '@/components/ui/dialog-button';
import { KeyRound, X } from '@/components/ui/icons';
import { SectionHead } from '@/components/ui/section-head';
import { SubmitButton } from '@/components/ui/submit-button';
import { Instant } from '@/components/ui/time';
import type { ActionResult } from '@/lib/platform/result';
import type { TokenView } from '@/lib/provisioning/model';

type ProvisioningTokensProps = {
  tokens: readonly TokenView[];
  timeZone: string;
  asksCode: boolean;
  revokeAction: (previous: ActionResult | null, form: FormData) => Promise<ActionResult>;
  make: ReactNode;
};

/** Tokens of the identity provider: the one in use, and a new one while it is exchanged. */
export function ProvisioningTokens({
  tokens,
  timeZone,
  asksCode,
  revokeAction,
  make,
}: ProvisioningTokensProps) {
  return (
    <section aria-labelledby="provisioning-tokens-title">
      <SectionHead
        id="provisioning-tokens-title"
        title="Tokens"
        note={tokens.length === 0 ? 'None: no identity provider is let in.' : undefined}
        actions={make}
      />
      {tokens.length > 0 && (
        <ul className="border-line border-y">
          {tokens.map((token, index) => (
            <li
              key={token.tokenId}
              className="flex flex-wrap items-center gap-x-3 border-line border-t py-1.5 first:border-0"
            >
              <b className="font-medium">Token {index + 1}</b>
              <span className="flex-1 text-ink-3 text-small">
                made <Instant value={token.createdAt} timeZone={timeZone} /> by {token.createdByName}, ends{' '}
                <Instant value={token.expiresAt} timeZone={timeZone} />,{' '}
                {token.lastUsedAt ? (
                  <>
                    last used <Instant value={token.lastUsedAt} timeZone={timeZone} />
                    {token.lastUsedFrom && ` from ${token.lastUsedFrom}`}
                  </>
                ) : (
                  'not used yet'
                )}
              </span>
              <ConfirmButton
                variant="ghost"
                size="sm"
                icon={<X />}
                label={`Revoke token ${index + 1}`}
                title={`Revoke token ${index + 1}?`}
                confirmText="Revoke"
                cancelText="Cancel"
                busyText="Revoking"
                danger
                action={revokeAction}
                fields={{ tokenId: token.tokenId }}
              >
                <p>The identity provider is refused with its next request. Members stay as they are.</p>
                <ConfirmFields asksCode={asksCode} />
              </ConfirmButton>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

type MakeTokenProps = {
  asksCode: boolean;
  action: (
    previous: ActionResult<{ token: string }> | null,
    form: FormData,
  ) => Promise<ActionResult<{ token: string }>>;
};

/** Makes a token. It is shown once. */
export function MakeTokenButton(props: MakeTokenProps) {
  return (
    <DialogButton size="sm" icon={<KeyRound />} text="Make a token" title="Make a token">
      <MakeTokenForm {...props} />
    </DialogButton>
  );
}

function MakeTokenForm({ asksCode, action }: MakeTokenProps) {
  const [token, setToken] = useState<string | null>(null);
  if (token) {
    return (
      <div className="mt-3 grid gap-3">
        <p className="text-ink-2 text-read">
          Enter it in the settings of your identity provider. It works for a year and is not shown again.
        </p>
        <CopyField label="Token" value={token} copyText="Copy" copiedText="Copied" />
        <div className="dialog-actions">
          <DialogCancel>Done</DialogCancel>
        </div>
      </div>
    );
  }
  return (
    <ActionForm action={action} onSuccess={(made) => setToken(made.token)} className="mt-3 grid gap-4">
      <p className="text-ink-2 text-read">
        Whoever has it can add members, give them the roles of their groups, and end their access.
      </p>
      <ConfirmFields asksCode={asksCode} />
      <div className="dialog-actions">
        <DialogCancel>Cancel</DialogCancel>
        <SubmitButton busyText="Making the token">Make the token</SubmitButton>
      </div>
    </ActionForm>
  );
}
