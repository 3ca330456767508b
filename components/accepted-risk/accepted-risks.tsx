'use client';

import { lazy, Suspense, useCallback, useEffect, useId, useState } from 'react';
import { ask } from '@/components/ui/ask';
import { Button } from '@/components/ui/button';
import { Handshake } from '@/components/ui/icons';
import type { Reading } from '@/components/ui/reading';
import { TryAgain } from '@/components/ui/try-again';
import { useTurns } from '@/components/ui/use-turns';
import type { AcceptedRiskFacts, AcceptedRisksView } from '@/lib/accepted-risk/model';
import { stillToAccept } from '@/lib/accepted-risk/rules';
import type { Finding } from '@/lib/catalogue/model';
import { LastYearRisks } from './last-year-risks';

const RiskForm = lazy(() => import('./risk-form'));
const RiskLine = lazy(() => import('./risk-line'));

type AcceptedRisksProps = {
  assessmentId: string;
  requirementNumber: string;
  rowNames: readonly string[];
  /** The answers as they stand on the screen. */
  findings: readonly (Finding | null)[];
  /** True when nothing can be changed here. */
  locked: boolean;
  /** Somebody has just asked to record one. */
  opens: boolean;
  /** What was accepted last year, and which of it somebody has just asked to accept anew. */
  lastYear: readonly AcceptedRiskFacts[];
  start: AcceptedRiskFacts | null;
  reading: Reading;
  /** Told how many stand whenever it is known or changes. */
  onCount: (count: number) => void;
};

/** What was accepted beside the answers of one requirement. Mount it with the requirement as its key. */
export default function AcceptedRisks(props: AcceptedRisksProps) {
  const { assessmentId, requirementNumber, rowNames, findings, locked, opens, onCount } = props;
  const address = `/api/assessments/${assessmentId}/requirements/${requirementNumber}/accepted-risks`;
  const [view, setView] = useState<AcceptedRisksView | null>(null);
  const [problem, setProblem] = useState('');
  /** The one that is changed, or a new one. */
  const [open, setOpen] = useState<'NEW' | (string & {}) | null>(opens ? 'NEW' : null);
  const [start, setStart] = useState(props.start);
  const headingId = useId();

  // One that is being changed is not taken from under the hands: a view without it waits until the form is closed.
  const edited = view?.risks.find(({ acceptedRiskId }) => acceptedRiskId === open) ?? null;
  const held = edited?.acceptedRiskId;
  const load = useCallback(
    async (init: RequestInit = {}) => {
      // It also opens when a colleague answers: the session does not live on through it.
      const headers = { 'x-inplace-background': '1' };
      const answer = await ask<AcceptedRisksView>(address, { ...init, headers });
      if (init.signal?.aborted) return;
      setProblem(answer.ok ? '' : answer.message);
      if (answer.ok && (!held || answer.value.risks.some(({ acceptedRiskId }) => acceptedRiskId === held)))
        setView(answer.value);
    },
    [address, held],
  );
  useTurns(props.reading, view, load);

  const count = view?.risks.length;
  useEffect(() => {
    if (count !== undefined) onCount(count);
  }, [count, onCount]);

  // Beside nothing, nothing is accepted.
  const isAnswered = findings.some((finding) => finding !== null);
  const waiting = view ? stillToAccept(props.lastYear, view.risks) : [];
  if (!view?.risks.length && !problem && waiting.length === 0 && (!view || !isAnswered)) return null;
  const mayChange = !locked && view?.locked === null;
  const begin = (from: AcceptedRiskFacts | null) => {
    setStart(from);
    setOpen('NEW');
  };
  const close = () => {
    setOpen(null);
    document.getElementById('accept-risk')?.focus();
  };
  const take = (next: AcceptedRisksView) => {
    setView(next);
    close();
  };
  const form = mayChange && view && open !== null && (
    <Suspense fallback={<span className="bone my-3 w-56" />}>
      <RiskForm
        key={open}
        address={address}
        risk={edited}
        start={start}
        today={view.today}
        rowNames={rowNames}
        findings={findings}
        onFresh={setView}
        onSaved={take}
        onClose={close}
      />
    </Suspense>
  );
  return (
    <section aria-labelledby={headingId} className="mt-5">
      <div className="section-head">
        <h2 id={headingId}>Accepted risk</h2>
        <small>does not change the answer</small>
        {mayChange && isAnswered && (
          <div className="section-actions">
            <Button
              id="accept-risk"
              variant="ghost"
              size="sm"
              icon={<Handshake />}
              aria-expanded={open === 'NEW'}
              onClick={() => begin(null)}
            >
              Record an accepted risk
            </Button>
          </div>
        )}
      </div>
      {problem && (
        <p role="alert" className="flex flex-wrap items-center gap-2 py-1 text-danger">
          {problem}
          <TryAgain onAgain={() => void load()} />
        </p>
      )}
      {view && view.risks.length > 0 && (
        <ul>
          {view.risks.map((risk) => (
            <li key={risk.acceptedRiskId} className="border-line border-b py-2">
              <Suspense fallback={<span className="bone my-3 w-56" />}>
                <RiskLine
                  address={address}
                  risk={risk}
                  rowName={risk.row === null ? '' : (rowNames[risk.row] ?? '')}
                  mayChange={mayChange && risk.mayChange}
                  onEdit={() => setOpen(risk.acceptedRiskId)}
                  onChanged={take}
                />
              </Suspense>
              {open === risk.acceptedRiskId && form}
            </li>
          ))}
        </ul>
      )}
      {/* One form at a time: another one would take away what is written in it. */}
      <LastYearRisks risks={waiting} onAccept={mayChange && isAnswered && open === null ? begin : null} />
      {!edited && form}
    </section>
  );
}
