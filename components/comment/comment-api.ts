import { type Answer, ask, sending } from '@/components/ui/ask';
import type { CommentsView, CommentView, Reader } from '@/lib/comment/model';

/** Address of the comments on one requirement. */
export function commentsAddress(assessmentId: string, requirementNumber: string): string {
  return `/api/assessments/${assessmentId}/requirements/${requirementNumber}/comments`;
}

export function askComments(
  address: string,
  signal: AbortSignal,
  before?: string,
): Promise<Answer<CommentsView>> {
  return ask(before ? `${address}?before=${before}` : address, { signal, cache: 'no-store' });
}

export function askReaders(address: string): Promise<Answer<{ readers: Reader[] }>> {
  return ask(`${address}/readers`, { cache: 'no-store' });
}

export function sendComment(
  address: string,
  method: 'POST' | 'PATCH',
  body: object,
): Promise<Answer<CommentView>> {
  return ask(address, sending(method, body));
}
