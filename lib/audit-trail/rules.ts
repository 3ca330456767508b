import { roleNames } from '@/lib/access/model';
import { formatDay } from '@/lib/platform/format';

/** Words of the audit log: a sentence per kind of event, names of fields. Pure; nothing here is part of the sealed text. */

export type SentencePart = { text: string; strong: boolean };

/** One line of the details: what a field was and is, or a fact (then `from` is null). */
export type EventDetail = { label: string; from: string | null; to: string };

export type EventView = {
  sequence: number;
  at: Date;
  type: string;
  actorName: string;
  isSystem: boolean;
  sentence: SentencePart[];
  /** The answer before and after, as the catalogue's codes; null for events that change no answer. */
  finding: { from: string | null; to: string | null } | null;
  details: EventDetail[];
  previousHash: string;
  contentHash: string;
  hash: string;
  /** Whether previous hash, number, time and contents give this hash. */
  isIntact: boolean;
};

/** What a sentence may name. `name` is the subject's; the rest stands in the event's data. */
export type SentenceFacts = Readonly<Record<string, string>>;

/**
 * Continues "Priya Raman …". `{fact}` is put in bold, `{fact|words}` falls back to the words, and what stands in
 * `[…]` is left out when one of its facts is missing.
 */
const sentences: Readonly<Record<string, string>> = {
  'organization.created': 'set up the organization {name}',
  'organization.changed': 'changed the organization[: {fields}]',
  'organization.sample-removed': 'removed the sample organization {name}',
  'member.added': 'became a member[ as {role}]',
  'member.invited': 'invited {name|somebody}[ as {role}]',
  'member.invitation-revoked': 'withdrew the invitation of {name|somebody}',
  'member.role-changed': 'changed the role of {name|a member}[ from {role.from} to {role.to}]',
  'member.renamed': 'changed the name of {name.from|a member} to {name.to}',
  'member.ended': 'ended the membership of {name|a member}',
  'legal-entity.added': 'added the legal entity {name}',
  'legal-entity.changed': 'changed the legal entity {name}[: {fields}]',
  'legal-entity.archived': 'archived the legal entity {name}',
  'legal-entity.restored': 'brought back the legal entity {name}',
  'acquirer.added': 'added the acquirer {name}',
  'acquirer.changed': 'changed the acquirer {name}[: {fields}]',
  'acquirer.archived': 'archived the acquirer {name}',
  'acquirer.restored': 'brought back the acquirer {name}',
  'merchant-id.added': 'added the merchant id {number}',
  'merchant-id.archived': 'archived the merchant id {number}',
  'merchant-id.restored': 'brought back the merchant id {number}',
  'service-provider.added': 'added the service provider {name}',
  'service-provider.changed': 'changed the service provider {name}[: {fields}]',
  'service-provider.archived': 'archived the service provider {name}',
  'service-provider.restored': 'brought back the service provider {name}',
  'integration.added': 'added the integration {name}',
  'integration.changed': 'changed the integration {name}[: {fields}]',
  'integration.archived': 'archived the integration {name}',
  'integration.restored': 'brought back the integration {name}',
  'questionnaire.decided': 'answered the questionnaire picker[ for {legalEntity}][: SAQ {questionnaireId}]',
  'assessment.created': 'created the assessment {name}[, SAQ {questionnaireId}]',
  'assessment.changed': 'changed the assessment {name}[: {fields}]',
  'assessment.archived': 'archived the assessment {name}',
  'assessment.restored': 'brought back the assessment {name}',
  'assessment.revised': 'started a correction of the assessment {name}',
  'response.recorded': 'answered {requirementNumber}[ of {assessmentName}]',
  'response.recorded.texts': 'wrote to {requirementNumber}[ of {assessmentName}][: {fields}]',
  'evidence.added': 'added the evidence {title}',
  'evidence.changed': 'changed the evidence {name}[: {fields}]',
  'evidence.file-added': 'added the file {fileName} to {title}',
  'evidence.linked': 'used {title} for {requirementNumber}[ of {assessmentName}]',
  'evidence.unlinked': 'took {title} off {requirementNumber}[ of {assessmentName}]',
  'evidence.archived': 'removed the evidence {title}[: {reason}]',
  'evidence.restored': 'restored the evidence {title}',
  'evidence.downloaded': '{verb|downloaded} {fileName} of {title}',
  'evidence.damaged': 'asked for {fileName} of {title}, which is not the file that was received',
  'activity.planned': 'planned {title|activities}[ ({count} of SAQ {questionnaireId})]',
  'activity.changed': 'changed the activity {name}[: {fields}]',
  'activity.archived': 'took {title|an activity} out of the schedule',
  'activity.restored': 'put {title|an activity} back into the schedule',
  'activity.completed': 'recorded {title|an activity} as done[ on {completedOn}]',
  'activity.completion-corrected': 'corrected the record of {name|an activity}[: {fields}]',
  'attestation.prepared': 'filled in the attestation[ of {name}][: {fields}]',
  'attestation.signed': 'signed the attestation[ of {name}]',
  'attestation.document-filed': 'filed the signed document {fileName}[ of {name}]',
  'attestation.exported': 'exported the attestation[ of {name}]',
  'submission.recorded': 'recorded the submission[ of {assessmentName}][ to {acquirerName}]',
  'submission.changed': 'changed the submission[ of {name}][: {fields}]',
  'report.exported': 'exported the report[ of {name}]',
  'audit-trail.read': 'read the audit log',
  'audit-trail.verified': 'checked the audit log: {result}',
  'audit-trail.exported': 'exported the audit log[, entries 1 to {entries}]',
  'access.denied': 'was refused[: {permission}]',
};

/** The sentence after the person's name. An unknown kind of event says its label. */
export function composeSentence(type: string, label: string, facts: SentenceFacts): SentencePart[] {
  const template = sentences[type];
  if (!template) return [plain(`did: ${label}`)];
  const parts: SentencePart[] = [];
  for (const [segment] of template.matchAll(/\[[^\]]*\]|[^[\]]+/g)) {
    const optional = segment.startsWith('[');
    const text = optional ? segment.slice(1, -1) : segment;
    const names = [...text.matchAll(/\{([\w.]+)\}/g)].map((match) => match[1] ?? '');
    if (optional && names.some((name) => !facts[name])) continue;
    for (const [piece, name, fallback] of text.matchAll(/\{([\w.]+)(?:\|([^}]*))?\}|[^{}]+/g)) {
      if (!name) parts.push(plain(piece));
      else if (name === 'fields' || name === 'verb' || name === 'result')
        parts.push(plain(facts[name] ?? fallback ?? ''));
      else parts.push(facts[name] ? { text: facts[name], strong: true } : plain(fallback ?? 'something'));
    }
  }
  return parts;
}

function plain(text: string): SentencePart {
  return { text, strong: false };
}

/** Field names in words where splitting the name is not enough. */
const fieldNames: Readonly<Record<string, string>> = {
  finding: 'Answer',
  resultNote: 'Note',
  notApplicableReason: 'Why not applicable',
  notTestedReason: 'Why not tested',
  notTestedAskedBy: 'Who agreed to leave it out',
  legalException: 'Prevented by law',
  legalBasis: 'Law, and how it prevents it',
  planAction: 'Fix plan',
  planOwner: 'Owner of the plan',
  planTargetOn: 'Target date',
  ccwConstraints: 'Worksheet, constraint',
  ccwDefinition: 'Worksheet, control in use',
  ccwObjective: 'Worksheet, objective met',
  ccwIdentifiedRisk: 'Worksheet, remaining risk',
  ccwValidation: 'Worksheet, how it was tested',
  ccwMaintenance: 'Worksheet, upkeep',
  contactTitle: 'Contact’s title',
  contactPhone: 'Contact’s phone',
  contactEmail: 'Contact’s e-mail',
  tradingName: 'Trading as',
  url: 'Address',
  sha256: 'SHA-256',
  snapshotSha256: 'SHA-256 of what was signed',
  documentSha256: 'SHA-256 of the document',
  contentSha256: 'SHA-256 of the content',
  sizeBytes: 'Size in bytes',
  mediaType: 'Format',
  dueOn: 'Due',
  nextDueOn: 'Next due',
  periodFrom: 'Period from',
  periodTo: 'Period to',
  questionnaireId: 'Questionnaire',
  requirementNumber: 'Requirement',
  requirementNumbers: 'Requirements',
  timeZone: 'Time zone',
};

/** "validUntil" → "Valid until"; of "entity.postalCode" the part of the form is left out. */
export function fieldLabel(path: string): string {
  const field = path.slice(path.lastIndexOf('.') + 1);
  const known = fieldNames[field];
  if (known) return known;
  const words = field
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/ (On|At)$/, '')
    .toLowerCase()
    .replace(/\b(qsa|isa)\b/g, (letters) => letters.toUpperCase());
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A recorded value in words; null and empty both say "empty", codes such as HOSTED_FIELDS read as words. */
export function valueWords(value: unknown): string {
  if (value === null || value === undefined || value === '') return 'empty';
  if (value === true) return 'yes';
  if (value === false) return 'no';
  if (Array.isArray(value)) return value.length === 0 ? 'empty' : value.map(valueWords).join(', ');
  if (typeof value === 'object') return JSON.stringify(value);
  if (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)) return formatDay(value);
  return codeWords(String(value));
}

const knownCodes: Readonly<Record<string, string>> = {
  ...roleNames,
  E_COMMERCE: 'E-commerce',
  IN_PLACE: 'In Place',
  IN_PLACE_WITH_CCW: 'In Place with CCW',
  NOT_APPLICABLE: 'Not Applicable',
  NOT_TESTED: 'Not Tested',
  NOT_IN_PLACE: 'Not in Place',
};

function codeWords(text: string): string {
  const known = knownCodes[text];
  if (known) return known;
  if (!/^[A-Z]{2,}(_[A-Z0-9]+)+$/.test(text)) return text;
  const words = text.replaceAll('_', ' ').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export type EventFilter = {
  /** Only entries with a lower number: the next page of older ones. */
  before: number | null;
  /** A kind of event ("evidence.linked") or a noun with a dot ("evidence."). */
  type: string;
  /** The user's id, or "system" for what no person did. */
  person: string;
  /** "evidence:ID": one thing and what belongs to it. */
  subject: string;
  /** Calendar days in the organization's time zone, both included. */
  from: string | null;
  to: string | null;
  /** Words in the sealed text, or the beginning of a hash. */
  query: string;
};

type Params = Readonly<Record<string, string | string[] | undefined>>;

/** Reads the address of the audit log; what makes no sense there is left out. */
export function parseEventFilter(params: Params): EventFilter {
  const one = (name: string) => (typeof params[name] === 'string' ? params[name].trim().slice(0, 200) : '');
  const day = (name: string) => (isDay(one(name)) ? one(name) : null);
  const before = /^\d{1,15}$/.test(one('before')) ? Number(one('before')) : null;
  return {
    before,
    type: /^[a-z-]+\.[a-z-]*$/.test(one('type')) ? one('type') : '',
    person: one('person'),
    subject: one('subject'),
    from: day('from'),
    to: day('to'),
    query: one('query'),
  };
}

/** A calendar day that exists, between 2000 and 2099. */
function isDay(text: string): boolean {
  if (!/^20\d{2}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
