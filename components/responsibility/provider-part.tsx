'use client';

import type { Route } from 'next';
import Link from 'next/link';
import { lazy, Suspense, useState } from 'react';
import { AttestationMark } from '@/components/service-provider/attestation-mark';
import { Button } from '@/components/ui/button';
import { CircleAlert, Lightbulb } from '@/components/ui/icons';
import { formatDay } from '@/lib/platform/format';
import {
  notSaidName,
  type Responsibility,
  type ResponsibilityPanelView,
  responsibilityNames,
} from '@/lib/responsibility/model';
import { leansOnEnded } from '@/lib/responsibility/rules';
import type { PanelResponsibilityInput } from '@/lib/responsibility/schema';

const PartForm = lazy(() => import('./part-form'));

type Part = ResponsibilityPanelView['providers'][number];
type ProviderPartProps = {
  provider: Part;
  mayChange: boolean;
  /** The words of a refusal; empty once it is kept. */
  onSave: (input: PanelResponsibilityInput) => Promise<string>;
};

/** One provider: who meets the requirement, where that is agreed, and whether its attestation still holds. */
export function ProviderPart({ provider, mayChange, onSave }: ProviderPartProps) {
  const [isOpen, setOpen] = useState(false);
  // The keyboard goes on where the form was asked for.
  const [wasOpen, setWasOpen] = useState(false);
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState('');
  const { serviceProviderId, responsibility, suggestion } = provider;
  /** The form says something of the version it was opened on, whatever is read meanwhile. */
  const [seen, setSeen] = useState<number | null>(null);
  const version = seen ?? provider.version;

  const open = () => {
    setWasOpen(true);
    setSeen(provider.version);
    setOpen(true);
  };

  async function save(next: Responsibility | null, agreedIn: string) {
    setPending(true);
    const words = await onSave({ serviceProviderId, version, responsibility: next, agreedIn });
    setPending(false);
    setProblem(words);
    setSeen(null);
    if (words === '') setOpen(false);
  }

  return (
    <div className="mt-1.5">
      <p className="flex flex-wrap items-baseline gap-x-2">
        <Link
          href={`/providers/${serviceProviderId}/responsibilities` as Route}
          className="link"
          prefetch={false}
        >
          {provider.name}
        </Link>
        <b>{responsibility ? responsibilityNames[responsibility] : notSaidName}</b>
      </p>
      {provider.agreedIn && <p className="text-ink-2 wrap-anywhere">{provider.agreedIn}</p>}
      <p className="text-ink-2 text-small">
        Attestation{provider.attestationOn && ` of ${formatDay(provider.attestationOn)}`}:{' '}
        <AttestationMark state={provider.attestationState} validUntil={provider.attestationValidUntil} />
      </p>
      {leansOnEnded(provider, provider.attestationState) && (
        <p className="flex items-start gap-1.5 text-danger">
          <CircleAlert className="mt-0.5 size-3.5" />
          <span>This rests on an attestation that has ended. Ask {provider.name} for the new one.</span>
        </p>
      )}
      {responsibility === null && suggestion && (
        <p className="flex items-start gap-1.5 text-ink-2">
          <Lightbulb className="mt-0.5 size-3.5" />
          <span>
            Suggestion: <b>{responsibilityNames[suggestion.responsibility]}</b>. {suggestion.reason}.
          </span>
        </p>
      )}
      {problem && !isOpen && (
        <p role="alert" className="text-danger">
          {problem}
        </p>
      )}
      {mayChange && !isOpen && (
        <p className="mt-1 flex flex-wrap gap-1.5">
          {responsibility === null && suggestion && (
            <Button size="sm" busy={pending} onClick={() => void save(suggestion.responsibility, '')}>
              Use the suggestion
            </Button>
          )}
          <Button size="sm" variant="ghost" autoFocus={wasOpen} onClick={open}>
            {responsibility === null ? `Say who meets it` : 'Change'}
          </Button>
        </p>
      )}
      {isOpen && (
        <Suspense fallback={<span className="bone my-3 w-40" />}>
          <PartForm
            provider={provider}
            pending={pending}
            problem={problem}
            onSave={save}
            onClose={() => {
              setProblem('');
              setSeen(null);
              setOpen(false);
            }}
          />
        </Suspense>
      )}
    </div>
  );
}
