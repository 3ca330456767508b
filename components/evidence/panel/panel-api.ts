import { type Answer, ask, sending } from '@/components/ui/ask';
import type { EvidenceHitView, PanelView } from '@/lib/evidence/model';
import type { EvidenceChoices } from '@/lib/evidence/model/fields';

/** Address of the evidence of one requirement. */
export function panelAddress(assessmentId: string, requirementNumber: string): string {
  return `/api/assessments/${assessmentId}/requirements/${encodeURIComponent(requirementNumber)}/evidence`;
}

/** Reads or changes the panel; every answer is its new state. */
export function askPanel(
  address: string,
  method: 'GET' | 'POST' | 'DELETE',
  body?: object,
  init?: RequestInit,
): Promise<Answer<PanelView>> {
  const request = method === 'GET' || !body ? { method } : sending(method, body);
  return ask<PanelView>(address, { ...request, ...init });
}

let choices: Promise<EvidenceChoices | null> | null = null;

/** Whom and what the forms offer, asked once for a page; null where it could not be had, and then it is asked again. */
export function readChoices(): Promise<EvidenceChoices | null> {
  choices ??= ask<EvidenceChoices>('/api/evidence/choices', {}).then((answer) => {
    if (!answer.ok) choices = null;
    return answer.ok ? answer.value : null;
  });
  return choices;
}

/** Items of the library that fit the words; without words, suggestions for a requirement. */
export async function findItems(
  query: string,
  target: { assessmentId: string; requirementNumber: string },
  signal: AbortSignal,
): Promise<Answer<{ hits: EvidenceHitView[] }>> {
  return ask(`/api/evidence?${new URLSearchParams({ query, ...target })}`, { signal });
}
