'use client';

import { useCallback, useEffect, useId, useState } from 'react';
import { ask, sending } from '@/components/ui/ask';
import { CircleAlert, Lock } from '@/components/ui/icons';
import type { Reading } from '@/components/ui/reading';
import { showToast } from '@/components/ui/toast-store';
import { TryAgain } from '@/components/ui/try-again';
import { useTurns } from '@/components/ui/use-turns';
import type { Finding } from '@/lib/catalogue/model';
import {
  type AnalysisBasis,
  type AnalysisNeed,
  claimsFrequency,
  needIfClaimed,
  needWords,
  weeklyRequirement,
} from '@/lib/response/rules/frequency';
import type { AnalysisPanelView } from '@/lib/risk-analysis/model';
import type { AnalysisPanelInput } from '@/lib/risk-analysis/schema';
import { LinkedAnalysis, LinkForm } from './linked-analysis';

type RequirementAnalysisProps = {
  assessmentId: string;
  requirementNumber: string;
  /** The answers as they stand on the screen. */
  findings: readonly (Finding | null)[];
  reading: Reading;
  /** Told what an answer that claims the frequency owes 12.3.1. */
  onNeed: (need: AnalysisNeed | null) => void;
};

/** On what the frequency of one answer rests, under the answer. Mount it with the requirement as its key. */
export default function RequirementAnalysis(props: RequirementAnalysisProps) {
  const { assessmentId, requirementNumber, findings, reading, onNeed } = props;
  const [panel, setPanel] = useState<AnalysisPanelView | null>(null);
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);
  const headingId = useId();
  const address = `/api/assessments/${assessmentId}/requirements/${requirementNumber}/risk-analysis`;

  const load = useCallback(
    async (init: RequestInit = {}) => {
      const answer = await ask<AnalysisPanelView>(address, init);
      if (init.signal?.aborted) return;
      setProblem(answer.ok ? '' : answer.message);
      if (answer.ok) setPanel(answer.value);
    },
    [address],
  );
  useTurns(reading, panel, load);

  async function send(input: AnalysisPanelInput) {
    setBusy(true);
    const answer = await ask<AnalysisPanelView>(address, sending('POST', input));
    setBusy(false);
    if (answer.ok) {
      setPanel(answer.value);
      return;
    }
    showToast({ message: answer.message, tone: 'late' });
    void load();
  }

  /** Shows at once, as every answer does; what the server says comes after. */
  function choose(basis: AnalysisBasis) {
    setPanel((shown) => shown && { ...shown, basis, analysis: null });
    void send({ what: 'FREQUENCY', basis });
  }

  const mayChange = panel?.mayManage === true && panel.locked === null;
  const asksBasis = requirementNumber === weeklyRequirement;
  const restsOnAnalysis = panel !== null && (!asksBasis || panel.basis === 'RISK_ANALYSIS');
  const linked = panel?.basis ? { basis: panel.basis, analysis: panel.analysis } : null;
  const asked = panel && panel.locked === null ? needIfClaimed(requirementNumber, linked) : null;
  const need = claimsFrequency(requirementNumber, findings) ? asked : null;
  const isRead = panel !== null;
  useEffect(() => {
    if (isRead) onNeed(asked);
  }, [isRead, asked, onNeed]);
  return (
    <section aria-labelledby={headingId} className="mt-5 mb-5">
      <div className="section-head">
        <h2 id={headingId}>Risk analysis</h2>
        <small>why it is done as often as it is done (12.3.1)</small>
      </div>
      {problem && (
        <p role="alert" className="flex flex-wrap items-center gap-2 py-1 text-danger">
          {problem}
          <TryAgain onAgain={() => void load()} />
        </p>
      )}
      {panel === null && !problem && <span className="bone my-3 w-56" />}
      {panel?.locked && (
        <p className="flex items-center gap-2 py-1 text-ink-3">
          <Lock className="size-3.5" />
          {panel.locked}
        </p>
      )}
      {panel && asksBasis && <Basis value={panel.basis} disabled={!mayChange} onChoose={choose} />}
      {restsOnAnalysis && panel.analysis && (
        <LinkedAnalysis
          analysis={panel.analysis}
          onTakeOff={mayChange ? () => void send({ what: 'UNLINK' }) : null}
        />
      )}
      {restsOnAnalysis && !panel.analysis && !mayChange && (
        <p className="py-1 text-ink-3">None is linked. A compliance officer links it here.</p>
      )}
      <p role="status" className={need ? 'flex items-center gap-2 py-1 text-danger' : 'sr-only'}>
        {need && <CircleAlert className="size-4" />}
        {need && `Not complete. ${needWords[need]}`}
      </p>
      {restsOnAnalysis && mayChange && (
        <LinkForm
          choices={panel.choices.filter(({ analysisId }) => analysisId !== panel.analysis?.analysisId)}
          isReplacement={panel.analysis !== null}
          newHref={`/risk-analyses/new?requirement=${requirementNumber}&assessment=${assessmentId}`}
          busy={busy}
          onLink={(analysisId) => void send({ what: 'LINK', analysisId })}
        />
      )}
    </section>
  );
}

const bases: readonly { value: AnalysisBasis; words: string }[] = [
  { value: 'WEEKLY', words: 'At least every week, as the standard says' },
  { value: 'RISK_ANALYSIS', words: 'As often as a risk analysis sets' },
];

function Basis({
  value,
  disabled,
  onChoose,
}: {
  value: AnalysisBasis | null;
  disabled: boolean;
  onChoose: (basis: AnalysisBasis) => void;
}) {
  const name = useId();
  return (
    <fieldset className="field mt-1" disabled={disabled}>
      <legend className="label pb-1">How often is it done?</legend>
      <div className="flex flex-wrap gap-x-5 gap-y-1">
        {bases.map((basis) => (
          <label key={basis.value} className="choice">
            <input
              type="radio"
              className="check"
              name={name}
              value={basis.value}
              checked={value === basis.value}
              onChange={() => onChoose(basis.value)}
            />
            <span>{basis.words}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
