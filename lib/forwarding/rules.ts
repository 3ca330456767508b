import { outcomeOf } from '@/lib/audit-trail/words';
import type { ForwardedEvent } from './model';

/** "log audit" of RFC 5424, with "warning" for what was refused and "informational" for the rest. */
const FACILITY = 13;
const WARNING = 4;
const INFORMATIONAL = 6;

/** The number that RFC 5612 keeps for documents: Inplace has none of its own, and names without one belong to IANA. */
const ENTERPRISE = 32473;

export type SyslogSource = { hostname: string; organization: { id: string; name: string } | null };

/** An event as an RFC 5424 message: searchable parts as structured data, the sealed text as the message. */
export function syslogLine(event: ForwardedEvent, source: SyslogSource): string {
  const outcome = outcomeOf(event.type);
  const priority = FACILITY * 8 + (outcome === 'refused' ? WARNING : INFORMATIONAL);
  const parts: [string, string][] = [
    ['chain', source.organization ? source.organization.id : 'instance'],
    ...(source.organization ? ([['organization', source.organization.name]] as [string, string][]) : []),
    ['sequence', String(event.sequence)],
    ['actor', event.actorName],
    ...(event.actorId ? ([['actorId', event.actorId]] as [string, string][]) : []),
    ['subject', `${event.subjectType}:${event.subjectId}`],
    ['outcome', outcome],
    ['previousHash', event.previousHash],
    ['hash', event.hash],
  ];
  const data = parts.map(([name, value]) => `${name}="${paramValue(value)}"`).join(' ');
  const head = [
    `<${priority}>1`,
    event.sealedAt,
    headerName(source.hostname, 255),
    'inplace',
    '-',
    headerName(event.type, 32),
  ].join(' ');
  return `${head} [inplace@${ENTERPRISE} ${data}] \uFEFF${event.text}`;
}

/** Quotes, backslashes and brackets end a value in RFC 5424; a line break would end the line of a careless collector. */
function paramValue(text: string): string {
  return text.replace(/\p{Cc}/gu, ' ').replace(/["\\\]]/g, '\\$&');
}

/** Header fields hold printable ASCII without spaces; nothing is "-". */
function headerName(text: string, longest: number): string {
  return text.replace(/[^\x21-\x7e]/g, '_').slice(0, longest) || '-';
}

/** Octet counting (RFC 6587): the length in bytes before each message, so that no line break splits one. */
export function octetCounted(line: string): string {
  return `${new TextEncoder().encode(line).length} ${line}`;
}

/** The body of one delivery to a webhook. Each event can be checked like a line of the export. */
export function webhookBody(organizationId: string, id: string, events: readonly ForwardedEvent[]): string {
  return JSON.stringify({
    format: 'inplace-events/1',
    id,
    organizationId,
    events: events.map(({ sequence, sealedAt, type, text, previousHash, hash }) => ({
      sequence: Number(sequence),
      at: sealedAt,
      outcome: outcomeOf(type),
      text,
      previousHash,
      hash,
    })),
  });
}

/** The same batch has the same id whenever it is sent, so that a receiver knows what it has already. */
export function batchId(organizationId: string, first: bigint, last: bigint): string {
  return `evt_${organizationId}_${first}_${last}`;
}

const LONGEST_WAIT_MS = 5 * 60_000;

/** How long to wait after so many failures in a row: 2, 4, 8 … seconds, at most five minutes. */
export function waitAfter(failures: number): number {
  return Math.min(1000 * 2 ** Math.min(failures, 20), LONGEST_WAIT_MS);
}
