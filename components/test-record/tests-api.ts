import { type Answer, ask, sending } from '@/components/ui/ask';
import type { TesterView, TestsView } from '@/lib/test-record/model';

/** Address of the tests of one requirement. */
export function testsAddress(assessmentId: string, requirementNumber: string): string {
  return `/api/assessments/${assessmentId}/requirements/${encodeURIComponent(requirementNumber)}/tests`;
}

/** Reads or changes the tests; every answer is how they stand now. */
export function askTests(
  address: string,
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
  body?: object,
  init?: RequestInit,
): Promise<Answer<TestsView>> {
  const request = method === 'GET' || !body ? { method } : sending(method, body);
  return ask<TestsView>(address, { ...request, ...init });
}

export function askTesters(): Promise<Answer<{ testers: TesterView[] }>> {
  return ask('/api/testers', {});
}
