'use client';

import type { Route } from 'next';
import Link from 'next/link';
import { useCallback, useState } from 'react';
import { ask, sending } from '@/components/ui/ask';
import type { Reading } from '@/components/ui/reading';
import { TryAgain } from '@/components/ui/try-again';
import { useTurns } from '@/components/ui/use-turns';
import type { ResponsibilityPanelView } from '@/lib/responsibility/model';
import type { PanelResponsibilityInput } from '@/lib/responsibility/schema';
import { ProviderPart } from './provider-part';

type ProviderPartsProps = { assessmentId: string; requirementNumber: string; reading: Reading };

/** Which part each provider of the assessment takes in one requirement. Mount it with the requirement as its key. */
export default function ProviderParts({ assessmentId, requirementNumber, reading }: ProviderPartsProps) {
  const [panel, setPanel] = useState<ResponsibilityPanelView | null>(null);
  const [problem, setProblem] = useState('');
  const address = `/api/assessments/${assessmentId}/requirements/${requirementNumber}/responsibilities`;

  const load = useCallback(
    async (init: RequestInit = {}) => {
      const answer = await ask<ResponsibilityPanelView>(address, init);
      if (init.signal?.aborted) return;
      setProblem(answer.ok ? '' : answer.message);
      if (answer.ok) setPanel(answer.value);
    },
    [address],
  );
  useTurns(reading, panel, load);

  /** The words of a refusal; then the list is read anew, for somebody else may have been faster. */
  async function save(input: PanelResponsibilityInput): Promise<string> {
    const answer = await ask<ResponsibilityPanelView>(address, sending('POST', input));
    if (answer.ok) {
      setPanel(answer.value);
      return '';
    }
    void load();
    return answer.fieldErrors.agreedIn?.[0] ?? answer.message;
  }

  // Most have no provider at all: then there is nothing to say.
  if (panel?.providers.length === 0 || (panel === null && !problem)) return null;
  return (
    <section aria-label="Who does what">
      <h2>Who does what</h2>
      {problem && (
        <p role="alert" className="text-danger">
          {problem} <TryAgain onAgain={() => void load()} />
        </p>
      )}
      {panel?.providers.map((provider) => (
        <ProviderPart
          key={provider.serviceProviderId}
          provider={provider}
          mayChange={panel.mayChange}
          onSave={save}
        />
      ))}
      {panel && listedAt.includes(requirementNumber) && (
        <p className="mt-1.5">
          The record that {requirementNumber} asks for:{' '}
          {panel.providers.map(({ serviceProviderId, name }, index) => (
            <span key={serviceProviderId}>
              {index > 0 && ', '}
              <Link
                href={`/providers/${serviceProviderId}/responsibilities` as Route}
                className="link"
                prefetch={false}
              >
                who does what with {name}
              </Link>
            </span>
          ))}
        </p>
      )}
    </section>
  );
}

/** 12.8.5 asks a customer for the whole list, 12.9.2 the provider itself. */
const listedAt = ['12.8.5', '12.9.2'];
