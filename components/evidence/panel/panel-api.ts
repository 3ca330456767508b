import { type Answer, ask, sending } from '@/components/ui/ask';
import type { EvidenceHitView, PanelView } from '@/lib/evidence/model';

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

/** Items of the library that fit the words; without words, suggestions for a requirement. */
export async function findItems(
  query: string,
  target: { assessmentId: string; requirementNumber: string },
  signal: AbortSignal,
): Promise<Answer<{ hits: EvidenceHitView[] }>> {
  return ask(`/api/evidence?${new URLSearchParams({ query, ...target })}`, { signal });
}
