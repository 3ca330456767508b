import { addDays } from '@/lib/platform/clock';
import { mostDays, type RequestState } from './model';

export type Standing = { answeredAt: Date | null; withdrawnAt: Date | null; expiresAt: Date };

/** What became of a request so far. */
export function requestState({ answeredAt, withdrawnAt, expiresAt }: Standing, at: Date): RequestState {
  if (answeredAt) return 'ANSWERED';
  if (withdrawnAt) return 'WITHDRAWN';
  return expiresAt <= at ? 'EXPIRED' : 'OPEN';
}

/** Why a request cannot wait until a day; null when it can. */
export function untilProblem(untilOn: string, today: string): string | null {
  if (untilOn < today) return 'This day is over. Choose today or a later one.';
  return untilOn > addDays(today, mostDays)
    ? `Choose a day within ${mostDays} days. You can ask again when it is over.`
    : null;
}

/** Why a request takes no answer; null while it does. Told to whoever was asked. */
export function deadWords(state: RequestState, askerName: string): string | null {
  switch (state) {
    case 'OPEN':
      return null;
    case 'ANSWERED':
      return `This request was answered already. If something is missing, ask ${askerName} for a new request.`;
    case 'WITHDRAWN':
      return `${askerName} has withdrawn this request. Nothing needs to be sent; ask them if you are in doubt.`;
    case 'EXPIRED':
      return `The time for this request is over. Ask ${askerName} for a new one.`;
  }
}

/** Who sent something by a link, as it is kept beside the evidence and in the log. */
export function linkActorName(recipientName: string, askerName: string): string {
  return `${recipientName} (from outside), for ${askerName}`;
}
