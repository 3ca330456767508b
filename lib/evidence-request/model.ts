import type { EvidenceType } from '@/lib/catalogue/model';

/** Types and closed lists, free of zod: client components import from here. */

/** How long a request waits for its answer unless said otherwise, and at most, in days. */
export const usualDays = 14;
export const mostDays = 90;

export const requestStates = ['OPEN', 'ANSWERED', 'WITHDRAWN', 'EXPIRED'] as const;
export type RequestState = (typeof requestStates)[number];

export const requestStateNames: Record<RequestState, string> = {
  OPEN: 'Open',
  ANSWERED: 'Answered',
  WITHDRAWN: 'Withdrawn',
  EXPIRED: 'Expired',
};

/** Carries the token of a link: in no address, so in no log of a proxy. */
export const linkHeader = 'x-inplace-request';

/** What happened to the mail about a request. */
export type Mailed = 'SENT' | 'FAILED' | 'NO_SERVER';

/** A request as whoever asked sees it right afterwards. The link is shown once. */
export type Asked = { requestId: string; recipientName: string; link: string | null; mailed: Mailed };

export type RequestView = {
  requestId: string;
  state: RequestState;
  title: string;
  words: string;
  evidenceType: EvidenceType | '';
  assessmentId: string;
  assessmentName: string;
  requirementNumbers: string[];
  recipientName: string;
  /** Of a person from outside; empty for a member. */
  email: string;
  askerName: string;
  askedOn: string;
  /** The last day on which it can be answered. */
  untilOn: string;
  daysLeft: number;
  openedOn: string | null;
  remindedOn: string | null;
  answeredOn: string | null;
  answeredByName: string;
  evidenceId: string | null;
  /** Where the answer could not be used any more. */
  notLinked: string[];
  withdrawnByName: string;
  /** Whether the person who looks may withdraw it, remind and ask again. */
  isTheirs: boolean;
  /** Whether the person who looks is asked. */
  isAskedOfThem: boolean;
};

/** Somebody who may be asked without a link. */
export type AskableView = { userId: string; name: string; roleName: string };

/** All that a link shows. */
export type LinkView = {
  askerName: string;
  organizationName: string;
  recipientName: string;
  title: string;
  words: string;
  evidenceTypeName: string;
  untilOn: string;
  maxBytes: number;
  /** The assessment takes no evidence any more: files are kept, and who asked decides. */
  isClosed: boolean;
};
