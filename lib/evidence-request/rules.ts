import { maxSource } from '@/lib/evidence/model/fields';
import { addDays } from '@/lib/platform/clock';
import { mostDays, type RequestState } from './model';

export type Standing = {
  answeredAt: Date | null;
  withdrawnAt: Date | null;
  expiresAt: Date;
  memberId: string | null;
  createdById: string;
};

/** What became of a request so far. `gone`: who has asked and may not ask any more; their links are dead (8.2.5). */
export function requestState(standing: Standing, at: Date, gone: readonly string[]): RequestState {
  const { answeredAt, withdrawnAt, expiresAt, memberId, createdById } = standing;
  if (answeredAt) return 'ANSWERED';
  if (withdrawnAt) return 'WITHDRAWN';
  if (expiresAt <= at) return 'EXPIRED';
  return memberId === null && gone.includes(createdById) ? 'STOPPED' : 'OPEN';
}

/** Why a request cannot wait until a day; null when it can. */
export function untilProblem(untilOn: string, today: string): string | null {
  if (untilOn < today) return 'This day is over. Choose today or a later one.';
  return untilOn > addDays(today, mostDays)
    ? `Choose a day within ${mostDays} days. You can ask again when it is over.`
    : null;
}

/** Why a request takes no answer; null while it does. Told to whoever was asked, who need not know who has left. */
export function deadWords(state: RequestState, askerName: string): string | null {
  switch (state) {
    case 'OPEN':
      return null;
    case 'ANSWERED':
      return `This request was answered already. If something is missing, ask ${askerName} for a new request.`;
    case 'WITHDRAWN':
    case 'STOPPED':
      return `This request was withdrawn. Nothing needs to be sent; ask ${askerName} if you are in doubt.`;
    case 'EXPIRED':
      return `The time for this request is over. Ask ${askerName} for a new one.`;
  }
}

/**
 * Who sent something by a link, as it is kept beside the evidence and in the log. A link that went through the hands of whoever
 * asked proves less than one that went to a mailbox.
 */
export function linkActorName(recipientName: string, askerName: string, isHandedOver: boolean): string {
  return isHandedOver
    ? `${recipientName} (from outside), by a link that ${askerName} handed over`
    : `${recipientName} (from outside), for ${askerName}`;
}

/** Where it came from, likewise, no longer than the field for it. */
export function linkSource(email: string, askerName: string, isHandedOver: boolean): string {
  return (isHandedOver ? `By a link that ${askerName} handed over, for ${email}` : email).slice(0, maxSource);
}

const ADDRESS = /\p{L}[\p{L}\p{N}+.-]*:\/\/\S*|(?:[\p{L}\p{N}_-]+\.)+\p{L}{2,}(?::\d+)?(?:[/?#]\S*)?/gu;

/**
 * Words of whoever asks for a mail to somebody outside: on one line, and without anything that a mail program would make a link
 * of. Now and then the name of a file is lost with it; the page behind the link shows all.
 */
export function mailWords(words: string): string {
  return words
    .replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(ADDRESS, '[address]')
    .replace(/ {2,}/g, ' ')
    .trim();
}
