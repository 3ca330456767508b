import type { EvidenceType } from '@/lib/catalogue/model';

/** Types and closed lists, free of zod: client components import from here. */

/** How long a request waits for its answer unless said otherwise, and at most, in days. */
export const usualDays = 14;
export const mostDays = 90;

/** How many requests of one person, and of an organization, may wait for their answers at once. */
export const mostOpen = { person: 50, organization: 500 } as const;

/** STOPPED: its link is dead, because whoever asked may not ask any more. */
export const requestStates = ['OPEN', 'STOPPED', 'ANSWERED', 'WITHDRAWN', 'EXPIRED'] as const;
export type RequestState = (typeof requestStates)[number];

export const requestStateNames: Record<RequestState, string> = {
  OPEN: 'Open',
  STOPPED: 'Stopped',
  ANSWERED: 'Answered',
  WITHDRAWN: 'Withdrawn',
  EXPIRED: 'Expired',
};

/** Carries the token of a link: in no address, so in no log of a proxy. */
export const linkHeader = 'x-inplace-request';

/** What happened to the mail about a request. */
export type Mailed = 'SENT' | 'FAILED' | 'NO_SERVER';

/** A request as whoever asked sees it right afterwards. The link is shown once, and only where no mail server could send it. */
export type Asked = {
  requestId: string;
  recipientName: string;
  isOutside: boolean;
  link: string | null;
  mailed: Mailed;
};

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
  /** Whoever asked passed the link on themselves. */
  isHandedOver: boolean;
  isReplaced: boolean;
  /** The request that took its place, where the person who looks sees that one. */
  replacedById: string | null;
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
