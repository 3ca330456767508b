'use client';

import { useEffect, useState } from 'react';
import type { HistoryEntry, RequirementGuide, ResponseView } from '@/lib/response/model';
import { useChecklist, useChecklistState } from './checklist-context';

/** The guide of a requirement: at once when this tab has it, else when it arrives. */
export function useGuide(requirementNumber: string): {
  guide: RequirementGuide | undefined;
  failed: boolean;
  retry: () => void;
} {
  const { guides } = useChecklist();
  const [, arrived] = useState(0);
  const [failedFor, setFailedFor] = useState<string | null>(null);
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt runs it again
  useEffect(() => {
    let stopped = false;
    guides.fetch(requirementNumber).then(
      () => !stopped && arrived((count) => count + 1),
      () => !stopped && setFailedFor(requirementNumber),
    );
    return () => {
      stopped = true;
    };
  }, [guides, requirementNumber, attempt]);
  const guide = guides.find(requirementNumber);
  return {
    guide,
    failed: !guide && failedFor === requirementNumber,
    retry: () => {
      setFailedFor(null);
      setAttempt(attempt + 1);
    },
  };
}

/** Fetches texts and history of the requirement on show. */
export function useRequirementDetails(requirementNumber: string): { reload: () => void } {
  const { store, view } = useChecklist();
  const isKnown = useChecklistState(() => !store.lacksDetails(requirementNumber));
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt runs it again
  useEffect(() => {
    if (isKnown) return;
    const stop = new AbortController();
    fetch(`/api/assessments/${view.assessmentId}/responses/${requirementNumber}`, {
      signal: stop.signal,
      cache: 'no-store',
    })
      .then(async (response) => {
        if (!response.ok) throw new Error(`details answered ${response.status}`);
        store.receive(
          requirementNumber,
          (await response.json()) as { responses: ResponseView[]; history: HistoryEntry[] },
        );
      })
      .catch(() => !stop.signal.aborted && store.missHistory(requirementNumber));
    return () => stop.abort();
  }, [store, view.assessmentId, requirementNumber, isKnown, attempt]);
  return { reload: () => setAttempt(attempt + 1) };
}
