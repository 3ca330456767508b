import { roleNames } from '@/lib/access/model';
import { formatDay } from '@/lib/platform/format';
import { ownValue } from '@/lib/platform/own-value';
import { addressText } from '@/lib/platform/parse';
import { sentences } from './words/sentences';

/** Words of the audit log: a sentence per kind of event, names of fields. Pure; nothing here is part of the sealed text. */

export type SentencePart = { text: string; strong: boolean };

/** One line of the details: what a field was and is, or a fact (then `from` is null). */
export type EventDetail = { label: string; from: string | null; to: string };

export type EventView = {
  sequence: number;
  at: Date;
  type: string;
  actorName: string;
  /** The address that it came from, where it is known. */
  from: string | null;
  /** The name of the key that a program used; null where a person acted. */
  keyName: string | null;
  isSystem: boolean;
  sentence: SentencePart[];
  /** The answer before and after, as the catalogue's codes; null for events that change no answer. */
  finding: { from: string | null; to: string | null } | null;
  details: EventDetail[];
  /** Where the thing itself stands, while it exists. */
  subject: { type: string; id: string; name: string } | null;
  isRefused: boolean;
  previousHash: string;
  contentHash: string;
  hash: string;
  /** Whether previous hash, number, time and contents give this hash. */
  isIntact: boolean;
};

/** What a sentence may name. `name` is the subject's; the rest stands in the event's data. */
export type SentenceFacts = Readonly<Record<string, string>>;

/** The sentence after the person's name. An unknown kind of event says its label. */
export function composeSentence(type: string, label: string, facts: SentenceFacts): SentencePart[] {
  const template = ownValue(sentences, type);
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
  takenBack: 'As before (requirement, row, version)',
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
  cadenceEvery: 'How often',
  cadenceUnit: 'Unit',
  madeByName: 'Made by',
  approvedByName: 'Approved by',
  reviewedByName: 'Reviewed by',
  nextReviewOn: 'Next review',
  timeZone: 'Time zone',
  secondFactorRequired: 'Second factor for everybody',
  idleMinutes: 'Minutes without a click',
  sessionHours: 'Longest session in hours',
  separateSigner: 'Preparer and signer are two people',
  renewalMails: 'Mails about evidence that ends',
  asksPlan: 'Ask for a fix plan on Not in Place',
  evidenceKeepMonths: 'Months that evidence is kept after its cycle',
  evidenceMaxMib: 'Largest evidence file in MB',
  accessUntil: 'Last day of access',
  permission: 'Right that was missing',
  examined: 'Examined or observed',
  performedByName: 'Tested by',
  performedOn: 'Tested on',
  responsibility: 'Who meets it',
  agreedIn: 'Where it is agreed',
  risk: 'What is accepted',
  acceptedByName: 'Accepted by',
  acceptedByRole: 'Their role',
  reviewOn: 'Looked at again until',
  coversFrom: 'Covers from',
  coversTo: 'Covers to',
};

/** "validUntil" → "Valid until"; of "entity.postalCode" the part of the form is left out. */
export function fieldLabel(path: string): string {
  const field = path.slice(path.lastIndexOf('.') + 1);
  const known = ownValue(fieldNames, field);
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
  EXAMINED: 'Examined',
  OBSERVED: 'Observed',
  INTERVIEWED: 'Interviewed',
  MET: 'Met',
  PARTLY: 'Partly met',
  NOT_MET: 'Not met',
  ENTITY: 'Us',
  TPSP: 'Provider',
  SHARED: 'Shared',
  PUBLIC: 'Public',
  INTERNAL: 'Internal',
  CONFIDENTIAL: 'Confidential',
};

function codeWords(text: string): string {
  const known = ownValue(knownCodes, text);
  if (known) return known;
  if (!/^[A-Z]{2,}(_[A-Z0-9]+)+$/.test(text)) return text;
  const words = text.replaceAll('_', ' ').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** What came of it; '' asks for both. */
export type Outcome = '' | 'succeeded' | 'refused';

export type EventFilter = {
  /** Only entries with a lower number: the next page of older ones. */
  before: number | null;
  /** A kind of event ("evidence.linked"), a noun with a dot ("evidence.") or a group of kinds ("sign-off"). */
  type: string;
  /** The user's id, or "system" for what no person did. */
  person: string;
  /** "evidence:ID": one thing and what belongs to it. */
  subject: string;
  /** Calendar days in the organization's time zone, both included. */
  from: string | null;
  to: string | null;
  /** Words in the sealed text or in the name of a thing, or the beginning of a hash. */
  query: string;
  outcome: Outcome;
  /** The address that it came from, whole. */
  address: string;
};

type Params = Readonly<Record<string, string | string[] | undefined>>;

/** Reads the address of the audit log; what makes no sense there is left out. */
export function parseEventFilter(params: Params): EventFilter {
  const one = (name: string) => addressText(params[name], 200);
  return {
    ...parsePlace(params),
    type: /^[a-z-]+(\.[a-z-]*)?$/.test(one('type')) ? one('type') : '',
    subject: one('subject'),
    query: one('query'),
  };
}

/** What the log and the sign-ins are both filtered by. */
export type PlaceFilter = Pick<EventFilter, 'before' | 'person' | 'from' | 'to' | 'outcome' | 'address'>;

/** Reads the part of an address that both share. */
export function parsePlace(params: Params): PlaceFilter {
  const one = (name: string) => addressText(params[name], 200);
  const day = (name: string) => (isDay(one(name)) ? one(name) : null);
  const outcome = one('outcome');
  return {
    before: /^\d{1,15}$/.test(one('before')) ? Number(one('before')) : null,
    person: one('person'),
    from: day('from'),
    to: day('to'),
    outcome: outcome === 'succeeded' || outcome === 'refused' ? outcome : '',
    address: one('address'),
  };
}

/** A filter in words, for the event of an export; empty for the whole log. */
export function filterWords(filter: EventFilter, personName: string | null): string {
  const said: [string, string | null][] = [
    ['words', filter.query],
    ['who', filter.person && (personName ?? filter.person)],
    ['what', filter.type],
    ['object', filter.subject],
    ['from', filter.from],
    ['to', filter.to],
    ['outcome', filter.outcome],
    ['address', filter.address],
  ];
  return said.flatMap(([name, value]) => (value ? [`${name} ${value}`] : [])).join(', ');
}

/** A calendar day that exists, between 2000 and 2099. */
function isDay(text: string): boolean {
  if (!/^20\d{2}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
