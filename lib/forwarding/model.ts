import { z } from 'zod';
import { confirmationFields } from '@/lib/person/model';

export type Destination = 'WEBHOOK' | 'SYSLOG';

/** An event as it is sent: what the chain's hash covers, and the columns that a collector searches. */
export type ForwardedEvent = {
  sequence: bigint;
  /** The exact form that the hash covers. */
  sealedAt: string;
  type: string;
  actorId: string | null;
  actorName: string;
  subjectType: string;
  subjectId: string;
  text: string;
  previousHash: string;
  hash: string;
};

/** An address that events can be posted to. Where it leads is looked at when it is saved, and at every delivery. */
const webhookAddress = z
  .string()
  .trim()
  .max(2000, 'At most 2,000 characters.')
  .refine((text) => {
    if (!URL.canParse(text)) return false;
    const url = new URL(text);
    return /^https?:$/.test(url.protocol) && url.username === '' && url.password === '' && url.hash === '';
  }, 'Enter a web address such as https://siem.example.com/events, without a user name in it.');

export const setWebhookInput = z.strictObject({ url: webhookAddress, ...confirmationFields });
export const endWebhookInput = z.strictObject(confirmationFields);

export type ForwardingView = {
  webhook: {
    host: string;
    /** Entries that wait. */
    lag: number;
    sentAt: Date | null;
    retryAt: Date | null;
    lastError: string | null;
  } | null;
  /** The collector of the whole instance, where there is one. */
  syslog: { lag: number; sentAt: Date | null; lastError: string | null } | null;
};
