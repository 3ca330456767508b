import { ConfirmFields } from '@/components/access/confirm-fields';
import { ConfirmButton } from '@/components/ui/confirm-button';
import type { SignOnMode } from '@/lib/sign-on/model';
import type { FormAction } from './action';

export const modeWords: Record<SignOnMode, string> = {
  OFF: 'Single sign-on is off. Everybody signs in with a password or a passkey.',
  OFFERED: 'Single sign-on is offered beside password and passkey.',
  REQUIRED:
    'Single sign-on is required. Passwords and passkeys open this organization for named administrators alone.',
};

const steps: Record<SignOnMode, { mode: SignOnMode; text: string; title: string; words: string }[]> = {
  OFF: [
    {
      mode: 'OFFERED',
      text: 'Turn on',
      title: 'Turn single sign-on on?',
      words: 'People with an address of a proven domain can then sign in at your provider, too.',
    },
  ],
  OFFERED: [
    {
      mode: 'REQUIRED',
      text: 'Require it',
      title: 'Require single sign-on?',
      words:
        'Password and passkey then open this organization for nobody but the administrators named below. Sessions that began with a password lose it at the next click.',
    },
    {
      mode: 'OFF',
      text: 'Turn off',
      title: 'Turn single sign-on off?',
      words:
        'Everybody who came in with it is signed out. Who never had a password asks for one with “Forgot the password?”.',
    },
  ],
  REQUIRED: [
    {
      mode: 'OFFERED',
      text: 'Let passwords be enough again',
      title: 'Let passwords be enough again?',
      words: 'Everybody can then sign in with password or passkey, too.',
    },
  ],
};

type ModeChoiceProps = {
  mode: SignOnMode;
  asksCode: boolean;
  /** Null for those who may only read. */
  action: FormAction | null;
};

/** How everybody signs in, and the way to change it. */
export function ModeChoice({ mode, asksCode, action }: ModeChoiceProps) {
  return (
    <section aria-label="State">
      <p className="mb-2 max-w-read text-read">{modeWords[mode]}</p>
      {action && (
        <div className="flex flex-wrap gap-2">
          {steps[mode].map((step) => (
            <ConfirmButton
              key={step.mode}
              text={step.text}
              title={step.title}
              confirmText={step.text}
              cancelText="Cancel"
              busyText="Changing"
              danger={step.mode === 'OFF'}
              action={action}
              fields={{ mode: step.mode }}
            >
              <p>{step.words}</p>
              <ConfirmFields asksCode={asksCode} />
            </ConfirmButton>
          ))}
        </div>
      )}
    </section>
  );
}
