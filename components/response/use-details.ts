'use client';

import { useCallback, useEffect, useId, useMemo, useRef, useState } from 'react';
import { fetchToRead, type Reading } from '@/components/ui/reading';
import type { RequirementGuide } from '@/lib/response/model';
import { useChecklist, useChecklistState } from './checklist-context';
import type { Details } from './store/state';

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

/** How often in a row an answer that tells the past is asked for anew; a server that was set back goes on telling it. */
const PAST_ANSWERS = 3;

/** Fetches texts and history of the requirement on show. */
export function useRequirementDetails(requirementNumber: string): { reload: () => void } {
  const { store, view } = useChecklist();
  const isKnown = useChecklistState(() => !store.lacksDetails(requirementNumber));
  const [attempt, setAttempt] = useState(0);
  const shown = useRef('');
  const past = useRef(0);
  // Each visit reads it anew, and with it the word that an approval names what stands beside the answer by.
  useEffect(() => {
    store.readings.begin(requirementNumber);
    return () => store.readings.end(requirementNumber);
  }, [store, requirementNumber]);
  useEffect(() => {
    // What a colleague changed is fetched for a page that somebody may have left open: that is no click.
    const isSame = shown.current === `${requirementNumber} ${attempt}`;
    shown.current = `${requirementNumber} ${attempt}`;
    if (isKnown) return;
    const stop = new AbortController();
    fetchToRead(`/api/assessments/${view.assessmentId}/responses/${requirementNumber}`, {
      signal: stop.signal,
      cache: 'no-store',
      headers: isSame ? { 'x-inplace-background': '1' } : {},
    })
      .then(async (response) => {
        if (!response.ok) throw new Error(`details answered ${response.status}`);
        const isCurrent = store.receive(requirementNumber, (await response.json()) as Details);
        past.current = isCurrent ? 0 : past.current + 1;
        if (past.current > PAST_ANSWERS) throw new Error('details tell the past');
        if (!isCurrent) setAttempt((count) => count + 1);
      })
      .catch(() => !stop.signal.aborted && store.missHistory(requirementNumber));
    return () => stop.abort();
  }, [store, view.assessmentId, requirementNumber, isKnown, attempt]);
  const reload = useCallback(() => setAttempt((count) => count + 1), []);
  return { reload };
}

/** For a part of the page that is read by itself: when it is to be read anew, and where it tells with what it was read. */
export function useReading(requirementNumber: string): Reading {
  const { store } = useChecklist();
  const part = useId();
  const turn = useChecklistState((state) => state.grounds[requirementNumber]?.[part]?.turn ?? 0);
  useEffect(() => {
    store.readings.begin(requirementNumber, part);
    return () => store.readings.end(requirementNumber, part);
  }, [store, requirementNumber, part]);
  const tell = useCallback(
    (grounds: string) => store.readings.wasRead(requirementNumber, grounds, part),
    [store, requirementNumber, part],
  );
  return useMemo(() => ({ turn, tell }), [turn, tell]);
}
